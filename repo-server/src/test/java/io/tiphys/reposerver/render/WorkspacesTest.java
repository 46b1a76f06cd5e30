package io.tiphys.reposerver.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspacesTest {

  @TempDir Path directory;

  @Test
  void removesWhatAKilledProcessLeft() throws Exception {
    var left = Files.createDirectories(directory.resolve("renders-1/run-2/secret"));
    Files.createFile(directory.resolve("renders-1/.lock"));
    var other = Files.createDirectories(directory.resolve("something-else"));
    try (var _ = Workspaces.open(directory, RenderLimits.DEFAULT)) {
      assertThat(left).doesNotExist();
      assertThat(directory.resolve("renders-1")).doesNotExist();
      assertThat(other).exists();
    }
  }

  @Test
  void leavesThoseWhoStillWorkAlone() throws Exception {
    try (var first = Workspaces.open(directory, RenderLimits.DEFAULT)) {
      var run = first.enter();
      try (var second = Workspaces.open(directory, RenderLimits.DEFAULT)) {
        assertThat(run).exists();
        assertThat(second.enter().getParent()).isNotEqualTo(run.getParent());
      }
      assertThat(run).exists();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whoRemovesFindsThatAnotherHasRemoved() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path run = Files.createDirectories(directory.resolve("run-" + round));
      for (int i = 0; i < 50; i++) {
        Files.createFile(Files.createDirectories(run.resolve("part-" + i)).resolve("file"));
      }
      try (var both = Executors.newVirtualThreadPerTaskExecutor()) {
        Callable<Boolean> removal =
            () -> {
              Workspaces.remove(run);
              return true;
            };
        for (var one : both.invokeAll(List.of(removal, removal))) {
          assertThat(one.get()).isTrue();
        }
      }
      assertThat(run).doesNotExist();
    }
  }
}
