package io.tiphys.apiserver.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.json.ModelJson;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class KnownSourcesTest {

  private static final ApplicationSource SOURCE =
      ApplicationSource.EMPTY.withRepoURL("u").withPath("p").withTargetRevision("main");

  private static KnownSources of(String rest) {
    return new KnownSources(
        ModelJson.read(
            ("{\"metadata\":{\"name\":\"web\"}," + rest + "}").getBytes(StandardCharsets.UTF_8),
            Application.class));
  }

  @Test
  void a_source_that_was_synced_is_known_by_its_commit() {
    var known =
        of(
            """
            "spec":{"source":{"repoURL":"u","path":"p","targetRevision":"main"}},
            "status":{"history":[{"id":1,"revision":"c1",
              "source":{"repoURL":"u","path":"old","targetRevision":"main"}}]}\
            """);
    assertThat(known.include(SOURCE, 0, 0)).isTrue();
    assertThat(known.include(SOURCE.withPath("old").withTargetRevision("c1"), 0, 0)).isTrue();
    assertThat(known.include(SOURCE.withPath("old"), 0, 0)).isFalse();
    assertThat(known.include(SOURCE.withTargetRevision("other"), 0, 0)).isFalse();
  }

  @Test
  void one_of_several_is_known_by_its_place_and_the_sync() {
    var known =
        of(
            """
            "spec":{"sources":[{"repoURL":"u","path":"p","targetRevision":"main"}]},
            "status":{"history":[{"id":7,"revisions":["c1","c2"],
              "sources":[{"repoURL":"u","path":"a"},{"repoURL":"u","path":"b"}]}]}\
            """);
    var second = SOURCE.withPath("b").withTargetRevision("c2");
    assertThat(known.include(SOURCE, 0, 0)).isTrue();
    assertThat(known.include(second, 1, 7)).isTrue();
    assertThat(known.include(second, 0, 7)).isFalse();
    assertThat(known.include(second, 1, 6)).isFalse();
    assertThat(known.include(second, -1, 7)).isFalse();
    assertThat(known.include(second, 9, 7)).isFalse();
  }
}
