package io.tiphys.engine.normalize;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {

  @ParameterizedTest
  @CsvSource({
    "1, 1000m", "0.5, 500m", "1Gi, 1024Mi", "0.5Gi, 512Mi", "1e3, 1k", "1E3, 1000", "+1, 1",
    "1.0, 1", "100u, 0.0001", "1Ti, 1024Gi", ".5, 500m", "5., 5", "0.0000000001, 1n", "2E, 2e18"
  })
  void sameAmount(String one, String other) {
    assertThat(Quantity.same(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"1, 2", "1G, 1Gi", "1m, 1M", "1, x", "1e-1, 1"})
  void differentAmount(String one, String other) {
    assertThat(Quantity.same(one, other)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1X",
        "Gi",
        "--1",
        "1 Gi",
        "1.2.3",
        "1e",
        "1e999999999",
        "1e-999999999",
        "+",
        "."
      })
  void noAmount(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }

  @Test
  void numbersAreAmounts() {
    assertThat(Quantity.same(1L, "1000m")).isTrue();
    assertThat(Quantity.same(0.1, "100m")).isTrue();
    assertThat(Quantity.same(true, "1")).isFalse();
  }

  @Test
  void hostileTextCostsNothing() {
    assertThat(Quantity.parse("9".repeat(1_000_000))).isEmpty();
  }
}
