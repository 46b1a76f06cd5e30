package io.tiphys.engine.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RewritesTest {

  private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "team", "web");
  private static final Rewrites.Field FIELD = new Rewrites.Field(WEB, "/spec/replicas", "scaler");
  private static final Rewrites.Field OTHER = new Rewrites.Field(WEB, "/spec/replicas", "human");

  private static String sync(int number) {
    return "sync " + number;
  }

  @Test
  void threeInARowAreNamed() {
    var two = Rewrites.NONE.after(sync(1), List.of(FIELD)).after(sync(2), List.of(FIELD));
    assertThat(two.persistent()).isEmpty();
    var three = two.after(sync(3), List.of(FIELD, OTHER));
    assertThat(three.persistent()).isEqualTo(Map.of(FIELD, 3));
    assertThat(three.after(sync(4), List.of()).persistent()).containsKey(FIELD);
    assertThat(three.after(sync(4), List.of(FIELD)).persistent()).isEqualTo(Map.of(FIELD, 4));
  }

  @Test
  void whatIsFoundTwiceAfterOneSyncCountsOnce() {
    var known = Rewrites.NONE;
    for (int look = 0; look < 5; look++) {
      known = known.after(sync(1), List.of(FIELD));
    }
    assertThat(known.now()).isEqualTo(Map.of(FIELD, 1));
  }

  @Test
  void aSyncThatIsLeftAloneEndsIt() {
    var known = Rewrites.NONE;
    for (int i = 1; i <= 3; i++) {
      known = known.after(sync(i), List.of(FIELD));
    }
    known = known.after(sync(4), List.of()).after(sync(5), List.of());
    assertThat(known.persistent()).isEmpty();
    assertThat(known.after(sync(6), List.of(FIELD)).now()).isEqualTo(Map.of(FIELD, 1));
  }

  @Test
  void namesFieldAndManager() {
    assertThat(Rewrites.message(FIELD, 3))
        .contains("web", "/spec/replicas", "\"scaler\"", "3 syncs", "managedFieldsManagers");
  }

  @Test
  void selfHealThenWaitsAsLongAsItMay() {
    var patient = SelfHeal.DEFAULT.patient();
    assertThat(patient.pause(1)).isEqualTo(Duration.ofSeconds(300));
    assertThat(patient.pause(7)).isEqualTo(Duration.ofSeconds(300));
  }
}
