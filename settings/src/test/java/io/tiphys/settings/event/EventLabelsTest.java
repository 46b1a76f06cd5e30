package io.tiphys.settings.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EventLabelsTest {

  private static final Map<String, String> APP = Map.of("team", "blue", "environment", "prod");
  private static final Map<String, String> PROJECT = Map.of("team", "all", "tier", "1");

  @Test
  void hasNoneByDefault() {
    assertThat(EventLabels.from(Map.of()).of(APP, PROJECT)).isEmpty();
  }

  @Test
  void takesTheApplicationsBeforeTheProjects() {
    assertThat(labels("team, tier", "").of(APP, PROJECT))
        .isEqualTo(Map.of("team", "blue", "tier", "1"));
  }

  @Test
  void matchesGlobsAndNothingElse() {
    assertThat(labels("env*,tie?", "").of(APP, PROJECT))
        .isEqualTo(Map.of("environment", "prod", "tier", "1"));
    assertThat(labels("t.*,\\E(", "").of(APP, PROJECT)).isEmpty();
  }

  @Test
  void aHostileGlobCostsNoMoreThanItsLength() {
    var labels = Map.of("a".repeat(250), "x");
    assertThat(labels("a*".repeat(40) + "b", "").of(labels, Map.of())).isEmpty();
    assertThat(labels("a*".repeat(40), "").of(labels, Map.of())).isEqualTo(labels);
  }

  @Test
  void leavesOutWhatIsExcluded() {
    assertThat(labels("*", "t*").of(APP, PROJECT)).isEqualTo(Map.of("environment", "prod"));
  }

  private static EventLabels labels(String included, String excluded) {
    return EventLabels.from(
        Map.of(
            "resource.includeEventLabelKeys", included,
            "resource.excludeEventLabelKeys", excluded));
  }
}
