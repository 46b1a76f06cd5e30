package io.tiphys.reposerver.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.reposerver.source.PathResolver.Resolution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PathsInACommitTest {

  @TempDir Path directory;

  private GitTree tree() throws Exception {
    return WrittenCommit.of(
        directory,
        Map.of(
            "apps/web/a.yaml", "a: 1\n",
            "apps/web/run.sh", "#!/bin/sh\n",
            "apps/web.txt", "beside",
            "apps/link", "-> web",
            "apps/inside", "-> ../apps/./link/a.yaml",
            "apps/out", "-> ../../etc/passwd",
            "apps/back", "-> ../../apps/web",
            "apps/root", "-> /etc/passwd",
            "apps/loop", "-> loop",
            "apps/dangling", "-> nothing/here"));
  }

  @Test
  void listsByNameAndReadsContent() throws Exception {
    var tree = tree();
    assertThat(tree.list("apps"))
        .extracting(Entry::name)
        .containsExactly(
            "back", "dangling", "inside", "link", "loop", "out", "root", "web", "web.txt");
    var file = tree.entry("apps/web/a.yaml").orElseThrow();
    assertThat(file.size()).isEqualTo(5);
    assertThat(tree.read(file, 5)).isEqualTo("a: 1\n".getBytes(StandardCharsets.UTF_8));
    assertThat(tree.entry("apps/web/run.sh").orElseThrow().kind()).isEqualTo(Entry.Kind.EXECUTABLE);
    assertThat(tree.entry("apps/link/a.yaml")).isEmpty();
    assertThat(tree.list("apps/web.txt")).isEmpty();
  }

  @Test
  void refusesContentBeyondTheLimit() throws Exception {
    var tree = tree();
    var file = tree.entry("apps/web/a.yaml").orElseThrow();
    assertThatThrownBy(() -> tree.read(file, 4))
        .isInstanceOf(TooLarge.class)
        .hasMessageContaining("apps/web/a.yaml has 5 bytes, more than the limit of 4");
  }

  @Test
  void followsLinksInsideTheRepository() throws Exception {
    var tree = tree();
    assertThat(new PathResolver(tree).resolve("apps/inside"))
        .isInstanceOfSatisfying(
            Resolution.Found.class,
            found -> {
              assertThat(found.entry().path()).isEqualTo("apps/web/a.yaml");
              assertThat(found.links())
                  .extracting(Entry::path)
                  .containsExactly("apps/inside", "apps/link");
            });
  }

  @Test
  void refusesLinksThatLeaveTheRepositoryEvenWhenTheyComeBack() throws Exception {
    var tree = tree();
    for (String link : new String[] {"apps/out", "apps/back", "apps/root"}) {
      assertThat(new PathResolver(tree).resolve(link))
          .isEqualTo(new Resolution.OutOfBounds(link, true));
    }
    assertThat(new PathResolver(tree).resolve("apps", "../../x"))
        .isEqualTo(new Resolution.OutOfBounds("../../x", false));
  }

  @Test
  void endsOnLoopsAndDanglingLinks() throws Exception {
    var tree = tree();
    assertThat(new PathResolver(tree).resolve("apps/loop")).isInstanceOf(Resolution.Absent.class);
    assertThat(new PathResolver(tree).resolve("apps/dangling"))
        .isInstanceOf(Resolution.Absent.class);
  }

  @Test
  void namesWhatIsWrongWithAnApplicationsPath() throws Exception {
    var tree = tree();
    var resolver = new PathResolver(tree);
    assertThat(resolver.application(".").entry().path()).isEmpty();
    assertThat(resolver.application("apps/link").entry().path()).isEqualTo("apps/web");
    assertThatThrownBy(() -> resolver.application("apps/none"))
        .hasMessage("apps/none: app path does not exist");
    assertThatThrownBy(() -> resolver.application("apps/web.txt"))
        .hasMessage("apps/web.txt: app path is not a directory");
    assertThatThrownBy(() -> resolver.application("/apps"))
        .hasMessage("/apps: app path is absolute");
    assertThatThrownBy(() -> resolver.application("../x"))
        .hasMessage("../x: app path outside root");
    assertThatThrownBy(() -> resolver.application("apps/back"))
        .hasMessage("repository contains out-of-bounds symlinks. file: apps/back");
  }
}
