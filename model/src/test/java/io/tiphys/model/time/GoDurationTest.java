package io.tiphys.model.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoDurationTest {

  @ParameterizedTest
  @CsvSource({
    "0, PT0S, 0s",
    "90s, PT1M30S, 1m30s",
    "3600s, PT1H, 1h0m0s",
    "1h30m, PT1H30M, 1h30m0s",
    "-1.5h, PT-1H-30M, -1h30m0s",
    "300ms, PT0.3S, 300ms",
    "1.5s, PT1.5S, 1.5s",
    ".5s, PT0.5S, 500ms",
    "1us, PT0.000001S, 1µs",
    "7ns, PT0.000000007S, 7ns",
    "+5m, PT5M, 5m0s",
    "100h0m1s, PT100H1S, 100h0m1s",
  })
  void reads_and_writes_what_go_does(String text, Duration duration, String printed) {
    assertThat(GoDuration.parse(text)).contains(duration);
    assertThat(GoDuration.format(duration)).isEqualTo(printed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "3", "s", "3 s", "1d", "1h-3m", ".s", "3000000h", "--1s"})
  void refuses_what_go_refuses(String text) {
    assertThat(GoDuration.parse(text)).isEmpty();
  }

  @Test
  void reads_the_longest_one() {
    assertThat(GoDuration.parse("2562047h47m16.854775807s"))
        .contains(Duration.ofNanos(Long.MAX_VALUE));
  }
}
