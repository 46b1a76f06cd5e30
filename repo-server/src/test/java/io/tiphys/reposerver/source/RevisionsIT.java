package io.tiphys.reposerver.source;

import static io.tiphys.reposerver.source.SourceFixture.remote;
import static io.tiphys.reposerver.source.SourceFixture.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.testkit.git.TestingRepository;
import java.util.ArrayList;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevisionsIT {

  @RegisterExtension final SourceFixture fixture = new SourceFixture();
  private final TestingRepository repository = fixture.git.repository("team/app");
  private final GitSources sources = fixture.sources();
  private final Remote remote = remote(repository);

  @Test
  void resolvesHeadBranchesTagsAndFullNames() throws Exception {
    String first = repository.commit(Map.of("a", "1"));
    String second = repository.commit(Map.of("a", "2"));
    String feature = repository.commit("feature/x", "try", Map.of("a", "3"), Set.of());
    repository.tag("light", first);
    repository.annotatedTag("v1", first);
    repository.tag("both", first);
    repository.point("refs/heads/both", second);
    repository.point("refs/pull/7/head", feature);

    assertThat(commit("")).isEqualTo(second);
    assertThat(commit("HEAD")).isEqualTo(second);
    assertThat(commit("main")).isEqualTo(second);
    assertThat(commit("refs/heads/main")).isEqualTo(second);
    assertThat(commit("feature/x")).isEqualTo(feature);
    assertThat(commit("light")).isEqualTo(first);
    assertThat(commit("v1")).as("annotated tags are peeled").isEqualTo(first);
    assertThat(commit("refs/tags/both")).isEqualTo(first);
    assertThat(commit("both")).as("a branch goes before a tag").isEqualTo(second);
    assertThat(commit("refs/pull/7/head")).isEqualTo(feature);
    assertThat(fixture.listings).hasValue(1);
  }

  @Test
  void readsCommitsByTheirFullAndTheirShortId() throws Exception {
    String first = repository.commit(Map.of("a", "1"));
    repository.commit(Map.of("a", "2"));
    assertThat(text(sources, remote, first, "a")).isEqualTo("1");
    assertThat(fixture.listings).as("a full commit is not asked for").hasValue(0);

    var others = fixture.git.repository("other");
    String old = others.commit(Map.of("a", "old"));
    others.commit(Map.of("a", "new"));
    assertThat(text(sources, remote(others), old.substring(0, 8), "a")).isEqualTo("old");
  }

  @Test
  void saysWhatCannotBeResolvedInTheKnownWords() {
    repository.commit(Map.of("a", "1"));
    assertThatThrownBy(() -> commit("no-such-branch"))
        .hasMessage("unable to resolve 'no-such-branch' to a commit SHA");
    assertThatThrownBy(() -> commit("abcdef0"))
        .hasMessage("unable to resolve 'abcdef0' to a commit SHA");
    String absent = "0123456789012345678901234567890123456789";
    assertThatThrownBy(() -> text(sources, remote, absent, "a"))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("failed to fetch " + absent);
  }

  @Test
  void whoComesWhileTheRemoteAnswersSharesTheNextQuestion() throws Exception {
    String commit = repository.commit(Map.of("a", "1"));
    var wishes = new ArrayList<Callable<String>>();
    for (int i = 0; i < 200; i++) {
      wishes.add(() -> sources.resolve(remote, "main", Recency.now()).commit());
    }

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> answer : threads.invokeAll(wishes)) {
        assertThat(answer.get()).isEqualTo(commit);
      }
    }

    assertThat(fixture.listings.get()).isBetween(1, 50);
  }

  @Test
  void aThousandWhoWantTheSameCostOneQuestionAndOneFetch() throws Exception {
    String commit = repository.commit(Map.of("a", "1"));
    var wishes = new ArrayList<Callable<String>>();
    for (int i = 0; i < 1000; i++) {
      wishes.add(() -> {
        var resolved = sources.resolve(remote, "main", Recency.REMEMBERED);
        return sources.tree(remote, resolved).revision();
      });
    }
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<String> result : threads.invokeAll(wishes)) {
        assertThat(result.get()).isEqualTo(commit);
      }
    }
    assertThat(fixture.listings).hasValue(1);
    assertThat(fixture.fetches).hasValue(1);
  }

  @Test
  void believesAnAnswerUntilSomeoneInsists() throws Exception {
    String first = repository.commit(Map.of("a", "1"));
    assertThat(sources.resolve(remote, "main", Recency.REMEMBERED).commit()).isEqualTo(first);
    String second = repository.commit(Map.of("a", "2"));
    assertThat(sources.resolve(remote, "main", Recency.REMEMBERED).commit()).isEqualTo(first);
    assertThat(sources.resolve(remote, "main", Recency.now()).commit()).isEqualTo(second);
    assertThat(sources.resolve(remote, "main", Recency.REMEMBERED).commit()).isEqualTo(second);
  }

  @Test
  void tellsAboutACommit() throws Exception {
    String commit = repository.commit("main", "Add a\n\nBecause.", Map.of("a", "1"), Set.of());
    repository.annotatedTag("v1", commit);
    var info = sources.info(remote, commit);
    assertThat(info.author()).isEqualTo("Ada Lovelace <ada@example.org>");
    assertThat(info.message()).isEqualTo("Add a\n\nBecause.");
    assertThat(info.tags()).containsExactly("v1");
    assertThat(info.date()).isBefore(java.time.Instant.now());
    var refs = sources.refs(remote, Recency.REMEMBERED);
    assertThat(refs.branches()).containsExactly("main");
    assertThat(refs.tags()).containsExactly("v1");
  }

  private String commit(String revision) throws SourceException {
    return sources.resolve(remote, revision, Recency.REMEMBERED).commit();
  }
}
