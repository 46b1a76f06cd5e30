package io.tiphys.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds the programs that `tools/build` built or found on PATH.
public final class Tools {

  private Tools() {}

  /// @param name such as `kube-apiserver`
  /// @return the path of its binary
  /// @throws IllegalStateException when it was not built yet; the message says what to run
  public static Path path(String name) {
    Path tool = directory().resolve(name);
    if (!Files.isExecutable(tool)) {
      throw new IllegalStateException(
          "%s is not there (%s): run `make tools` first".formatted(name, tool));
    }
    return tool;
  }

  /// The folder with one link per tool; `TIPHYS_TOOLS_BIN` names another one.
  public static Path directory() {
    String given = System.getenv("TIPHYS_TOOLS_BIN");
    if (given != null && !given.isEmpty()) {
      return Path.of(given);
    }
    try {
      Process process =
          new ProcessBuilder(checkout().resolve("tools/bin").toString())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return Path.of(printed.strip());
    } catch (IOException e) {
      throw new UncheckedIOException("tools/bin did not run", e);
    }
  }

  /// The top of this checkout, found upwards from the working directory.
  public static Path checkout() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("tools/bin"))) {
        return at;
      }
    }
    throw new IllegalStateException("not inside a checkout of Tiphys: no tools/bin above here");
  }
}
