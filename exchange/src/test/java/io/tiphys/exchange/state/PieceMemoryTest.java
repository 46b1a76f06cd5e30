package io.tiphys.exchange.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PieceMemoryTest {

  @Test
  void what_was_not_used_for_longest_goes_first() {
    var memory = new PieceMemory(10_000);
    for (int i = 0; i < 100; i++) {
      memory.put("piece-" + i, List.of(), 500);
      memory.get("piece-0");
      assertThat(memory.size()).isLessThanOrEqualTo(10_000);
    }
    assertThat(memory.get("piece-0")).isPresent();
    assertThat(memory.get("piece-1")).isEmpty();
    assertThat(memory.get("piece-99")).isPresent();
  }

  @Test
  void what_is_too_large_is_not_kept() {
    var memory = new PieceMemory(1000);
    memory.put("large", List.of(), 1000);
    assertThat(memory.get("large")).isEmpty();
    assertThat(memory.size()).isZero();
  }
}
