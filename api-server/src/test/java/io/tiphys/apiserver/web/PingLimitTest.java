package io.tiphys.apiserver.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PingLimitTest {

  private static final long SECOND = 1_000_000_000L;

  private final PingLimit limit = new PingLimit(Duration.ofSeconds(10), 5 * SECOND);

  @Test
  void theThirdInARowThatComesTooSoonIsOneTooMany() {
    assertThat(limit.isTooOften(6 * SECOND)).isFalse();
    assertThat(limit.isTooOften(7 * SECOND)).isFalse();
    assertThat(limit.isTooOften(8 * SECOND)).isTrue();
  }

  @Test
  void whoKeepsTheMinimumMayPingForEver() {
    for (int i = 1; i < 100; i++) {
      assertThat(limit.isTooOften(5 * SECOND + i * 10 * SECOND)).isFalse();
    }
  }

  @Test
  void whoMeasuresHowFastDataComeMayPingWithEachOfThem() {
    for (int i = 1; i < 100; i++) {
      limit.sent();
      assertThat(limit.isTooOften(5 * SECOND + i)).isFalse();
    }
  }
}
