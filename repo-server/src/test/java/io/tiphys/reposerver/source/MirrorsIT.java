package io.tiphys.reposerver.source;

import static io.tiphys.reposerver.source.SourceFixture.remote;
import static io.tiphys.reposerver.source.SourceFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class MirrorsIT {

  @RegisterExtension final SourceFixture fixture = new SourceFixture();
  private final TestingRepository repository = fixture.git.repository("app");
  private final Remote remote = remote(repository);

  @Test
  void fetchesOnlyTheCommitThatIsAskedFor() throws Exception {
    for (int i = 0; i < 5; i++) {
      repository.commit(Map.of("a", "content " + i));
    }
    assertThat(text(fixture.sources(), remote, "main", "a")).isEqualTo("content 4");
    assertThat(mirror().resolve("shallow")).exists();
  }

  @Test
  void readsManyRevisionsAtOnce() throws Exception {
    var sources = fixture.sources();
    var trees = new java.util.ArrayList<CommitTree>();
    for (int i = 0; i < 40; i++) {
      String commit = repository.commit(Map.of("a", "content " + i));
      trees.add(sources.tree(remote, new GitSources.Resolved(commit, "refs/heads/main")));
    }
    for (int i = 0; i < 40; i++) {
      var tree = trees.get(i);
      assertThat(tree.read(tree.entry("a").orElseThrow(), 100))
          .asString()
          .isEqualTo("content " + i);
    }
  }

  @Test
  void followsARepositoryThatWasMadeAnewUnderTheSameUrl() throws Exception {
    var sources = fixture.sources();
    repository.commit(Map.of("a", "old", "b", "same"));
    assertThat(text(sources, remote, "main", "a")).isEqualTo("old");
    repository.recreate();
    repository.commit(Map.of("a", "unrelated", "b", "same"));
    assertThat(text(sources, remote, "main", "a")).isEqualTo("unrelated");
  }

  @Test
  void followsAForcedPush() throws Exception {
    var sources = fixture.sources();
    String first = repository.commit(Map.of("a", "1"));
    repository.commit(Map.of("a", "2"));
    assertThat(text(sources, remote, "main", "a")).isEqualTo("2");
    repository.point("refs/heads/main", first);
    repository.commit(Map.of("a", "3"));
    assertThat(text(sources, remote, "main", "a")).isEqualTo("3");
  }

  @Test
  void makesADeletedMirrorAnew() throws Exception {
    var sources = fixture.sources();
    repository.commit(Map.of("a", "1"));
    text(sources, remote, "main", "a");
    Materialize.delete(mirror());
    repository.commit(Map.of("a", "2"));
    assertThat(text(sources, remote, "main", "a")).isEqualTo("2");
  }

  @Test
  void makesADamagedMirrorAnew() throws Exception {
    repository.commit(Map.of("a", "1"));
    text(fixture.sources(), remote, "main", "a");
    try (Stream<Path> files = Files.walk(mirror().resolve("objects"))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(file.toFile().setWritable(true)).isTrue();
        Files.writeString(file, "damaged");
      }
    }
    assertThat(text(fixture.sources(), remote, "main", "a")).isEqualTo("1");
  }

  @Test
  void keepsWhatItHasAcrossARestart() throws Exception {
    String commit = repository.commit(Map.of("a", "1"));
    text(fixture.sources(), remote, "main", "a");
    repository.delete();
    assertThat(text(fixture.sources(), remote, commit, "a")).isEqualTo("1");
  }

  @Test
  void asksForTheWholeRefWhereACommitAloneIsRefused() throws Exception {
    repository.configure("protocol", "version", "0");
    String first = repository.commit(Map.of("a", "1"));
    repository.commit("main", "more", Map.of("a", "2"), Set.of());
    assertThat(text(fixture.sources(), remote, first, "a")).isEqualTo("1");
  }

  @Test
  void refusesItsOwnFilesAsARepository() throws Exception {
    repository.commit(Map.of("a", "secret"));
    var sources = fixture.sources();
    text(sources, remote, "main", "a");
    assertThatThrownBy(() -> sources.test(remote("file://" + mirror())))
        .hasMessage("repository not found");
  }

  private Path mirror() throws IOException {
    try (Stream<Path> mirrors = Files.list(fixture.directory.resolve("data/mirrors"))) {
      return mirrors.findFirst().orElseThrow();
    }
  }
}
