package io.tiphys.controller.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

@Behaviour("REF-14")
class PaceTest {

  private static final long MILLI = 1_000_000;

  private static RateLimits all(long burst, double perSecond) {
    return new RateLimits(
        burst, perSecond, Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1), 1.5);
  }

  private static final RateLimits EACH =
      new RateLimits(
          500,
          Double.MAX_VALUE,
          Duration.ofSeconds(10),
          Duration.ofMillis(100),
          Duration.ofMillis(350),
          2);

  private static List<Long> millis(Pace<String> pace, String key, long... atMillis) {
    return Arrays.stream(atMillis).mapToObj(at -> pace.delay(key, at * MILLI).toMillis()).toList();
  }

  @Test
  void withoutLimitsNobodyWaits() {
    var pace = new Pace<String>(RateLimits.NONE, 0);
    IntStream.range(0, 10_000)
        .forEach(i -> assertThat(pace.delay("app", i)).isEqualTo(Duration.ZERO));
  }

  @Test
  void aBurstIsLetThroughAndTheRestAtItsRate() {
    var pace = new Pace<String>(all(3, 10), 0);
    assertThat(millis(pace, "a", 0, 0, 0, 0, 0)).containsExactly(0L, 0L, 0L, 100L, 200L);
    // two were promised for then; the bucket is empty, and fills again
    assertThat(millis(pace, "b", 200)).containsExactly(100L);
    assertThat(millis(pace, "c", 60_000, 60_000, 60_000, 60_000)).containsExactly(0L, 0L, 0L, 100L);
  }

  @Test
  void aKeyThatComesAgainAndAgainWaitsLongerUntilItHasBeenCalm() {
    var pace = new Pace<String>(EACH, 0);
    assertThat(millis(pace, "a", 0, 1, 2, 3, 4)).containsExactly(100L, 200L, 350L, 350L, 350L);
    assertThat(millis(pace, "other", 5)).containsExactly(100L);
    assertThat(millis(pace, "a", 9_000, 19_100, 19_101, 19_102))
        .containsExactly(350L, 100L, 100L, 200L);
    pace.forget("a");
    assertThat(millis(pace, "a", 19_103)).containsExactly(100L);
  }
}
