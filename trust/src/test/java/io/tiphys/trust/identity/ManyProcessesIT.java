package io.tiphys.trust.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Processes that start at the same time in an empty directory agree on one authority.
class ManyProcessesIT {

  @Test
  void makeOneAuthority(@TempDir Path directory) throws Exception {
    var processes = new ArrayList<Process>();
    for (String service : List.of("repo-server", "application-controller", "server")) {
      processes.add(
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-cp",
                  System.getProperty("java.class.path"),
                  LoadInProcess.class.getName(),
                  directory.toString(),
                  service)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start());
    }

    var serials = new ArrayList<String>();
    for (var process : processes) {
      byte[] out = process.getInputStream().readAllBytes();
      assertThat(process.waitFor()).isZero();
      serials.add(new String(out, StandardCharsets.UTF_8).strip().lines().toList().getLast());
    }

    assertThat(serials).hasSize(3).doesNotContain("");
    assertThat(serials.stream().distinct()).hasSize(1);
  }
}
