package io.tiphys.model.meta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GoDurationTest {

  @Test
  void readsAndWritesAsGoDoes() {
    Map.of(
            "0", "0s",
            "3m", "3m0s",
            "180s", "3m0s",
            "1h30m", "1h30m0s",
            "500ms", "500ms",
            "1.5s", "1.5s",
            "-1.5h", "-1h30m0s",
            "1h0m0.000000001s", "1h0m0.000000001s",
            "1500us", "1.5ms",
            "+7ns", "7ns")
        .forEach((text, written) ->
            assertThat(GoDuration.parse(text).toString()).as(text).isEqualTo(written));
    assertThat(GoDuration.parse("1500µs").toString()).isEqualTo("1.5ms");
    assertThat(GoDuration.parse(".5s").nanos()).isEqualTo(500_000_000L);
  }

  @Test
  void refusesWhatGoRefuses() {
    for (String text :
        List.of("", "5", "-", "s", ".s", "1d", "1h 2m", "1,5s", "9999999999h", "1e3s")) {
      assertThatThrownBy(() -> GoDuration.parse(text))
          .as(text)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("invalid duration \"" + text + "\"");
    }
  }

  @Test
  void readsABackoffWithoutUnitAsSeconds() {
    assertThat(GoDuration.parseBackoff("5").toDuration()).isEqualTo(Duration.ofSeconds(5));
    assertThat(GoDuration.parseBackoff("3m").toDuration()).isEqualTo(Duration.ofMinutes(3));
    assertThatThrownBy(() -> GoDuration.parseBackoff("soon")).hasMessageContaining("soon");
  }
}
