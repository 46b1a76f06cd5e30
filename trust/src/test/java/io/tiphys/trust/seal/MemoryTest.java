package io.tiphys.trust.seal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class MemoryTest {

  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void forgetsWhatWasNotUsedForLongest() {
    var memory = new Memory(4000);
    memory.put("a", new byte[1500], LONG);
    memory.put("b", new byte[1500], LONG);
    memory.get("a");
    memory.put("c", new byte[1500], LONG);

    assertThat(memory.get("a")).isPresent();
    assertThat(memory.get("b")).isEmpty();
    assertThat(memory.get("c")).isPresent();
  }

  @Test
  void doesNotKeepWhatIsLargerThanAllOfIt() {
    var memory = new Memory(1000);
    memory.put("small", new byte[100], LONG);
    memory.put("large", new byte[2000], LONG);

    assertThat(memory.get("large")).isEmpty();
    assertThat(memory.get("small")).isPresent();
  }

  @Test
  void anEntryThatIsReplacedDoesNotCountTwice() {
    var memory = new Memory(2000);
    memory.put("other", new byte[100], LONG);
    for (int i = 0; i < 100; i++) {
      memory.put("same", new byte[1000], LONG);
    }

    assertThat(memory.get("other")).isPresent();
    assertThat(memory.get("same")).isPresent();
  }

  @Test
  void keepsNothingWithoutAge() {
    var memory = new Memory(1000);
    memory.put("a", new byte[1], Duration.ZERO);

    assertThat(memory.get("a")).isEmpty();
  }
}
