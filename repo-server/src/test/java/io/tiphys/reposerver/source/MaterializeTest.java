package io.tiphys.reposerver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.Materialize.Limits;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaterializeTest {

  @TempDir Path directory;

  @Test
  void copiesThePartThatIsAskedForAndWhatItsLinksReach() throws Exception {
    var tree =
        WrittenCommit.of(
            directory,
            Map.of(
                "app/a.yaml", "a",
                "app/run.sh", "#!/bin/sh",
                "app/shared", "-> ../lib/base",
                "lib/base/b.yaml", "-> ../c.yaml",
                "lib/c.yaml", "c",
                "lib/unused.yaml", "u"));
    Path root;
    try (var copy = materialize(1000, 100).copy(tree, List.of("app", "absent"))) {
      root = copy.root();
      assertThat(root.resolve("app/a.yaml")).hasContent("a");
      assertThat(root.resolve("app/run.sh")).isExecutable();
      assertThat(root.resolve("app/a.yaml").toFile().canExecute()).isFalse();
      assertThat(root.resolve("app/shared")).isSymbolicLink();
      assertThat(root.resolve("app/shared/b.yaml")).hasContent("c");
      assertThat(root.resolve("lib/unused.yaml")).doesNotExist();
      assertThat(Files.getPosixFilePermissions(root)).hasSize(3);
    }
    assertThat(root).doesNotExist();
  }

  @Test
  void refusesLinksOutOfTheRepositoryAndLeavesNothing() throws Exception {
    var tree = WrittenCommit.of(directory, Map.of("app/evil", "-> ../../../etc/passwd"));
    assertThatThrownBy(() -> materialize(1000, 100).copy(tree, List.of("app")))
        .isInstanceOf(SourceException.class)
        .hasMessage("repository contains out-of-bounds symlinks. file: app/evil");
    assertThat(copies()).isEmptyDirectory();
  }

  @Test
  void stopsAtItsLimits() throws Exception {
    var tree = WrittenCommit.of(directory, Map.of("app/a", "12345", "app/b", "67890"));
    assertThatThrownBy(() -> materialize(9, 100).copy(tree, List.of("")))
        .isInstanceOf(TooLarge.class);
    assertThatThrownBy(() -> materialize(1000, 3).copy(tree, List.of("")))
        .isInstanceOf(TooLarge.class);
    assertThat(copies()).isEmptyDirectory();
  }

  private Materialize materialize(long bytes, int entries) throws Exception {
    return new Materialize(copies(), new Limits(bytes, entries));
  }

  private Path copies() throws Exception {
    return Files.createDirectories(directory.resolve("copies"));
  }
}
