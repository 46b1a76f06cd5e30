package io.tiphys.kube.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class LogQueryTest {

  @Test
  void says_nothing_of_what_is_not_asked() {
    assertThat(LogQuery.ALL.query()).isEmpty();
  }

  @Test
  void says_what_is_asked_in_the_words_of_the_api() {
    var since = Instant.parse("2026-01-02T03:04:05Z");
    assertThat(new LogQuery("web", true, true, 5L, null, true, 0L, 9L).query())
        .isEqualTo(
            "?container=web&follow=true&previous=true&sinceSeconds=5&timestamps=true&tailLines=0"
                + "&limitBytes=9");
    assertThat(new LogQuery("a b", false, false, null, since, false, null, null).query())
        .isEqualTo("?container=a%20b&sinceTime=2026-01-02T03:04:05Z");
  }
}
