package io.tiphys.settings.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class EventReasonsTest {

  @Test
  void allowsAll() {
    assertThat(EventReasons.of(List.of("all")).allow("ResourceUpdated")).isTrue();
  }

  @Test
  void allowsNone() {
    EventReasons none = EventReasons.of(List.of("none", "ResourceUpdated", "all"));

    assertThat(none.allow("ResourceUpdated")).isFalse();
    assertThat(none.areNone()).isTrue();
  }

  @Test
  void allowsThoseThatAreNamed() {
    EventReasons named = EventReasons.of(List.of("OperationStarted", "OperationCompleted"));

    assertThat(named.allow("OperationCompleted")).isTrue();
    assertThat(named.allow("ResourceUpdated")).isFalse();
    assertThat(named.areNone()).isFalse();
  }
}
