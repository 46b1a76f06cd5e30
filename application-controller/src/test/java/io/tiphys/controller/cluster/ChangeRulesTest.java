package io.tiphys.controller.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.cache.LiveObject;
import io.tiphys.kube.facts.Facts;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.InfoItem;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.testkit.Behaviour;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Which changes of live objects bring an Application's turn.
@Behaviour({"REF-13", "DIF-13"})
class ChangeRulesTest {

  private final ChangeRules rules =
      new ChangeRules(() -> ArgocdSettings.DEFAULT, Duration.ofSeconds(1));

  private static LiveObject live(String version, String rest) {
    return live(version, rest, Facts.NONE, true);
  }

  private static LiveObject live(String version, String rest, Facts facts, boolean isWhole) {
    String json =
        """
        {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"lock","namespace":"team",
         "uid":"u","resourceVersion":"%s"%s
        """
            .formatted(version, rest);
    Manifest object = Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
    return new LiveObject(
        object.key(),
        "v1",
        "u",
        version,
        1,
        false,
        List.of(),
        "web",
        List.of(),
        List.of(),
        facts,
        isWhole ? object.toJson() : null);
  }

  private static String leader(String record) {
    return ",\"annotations\":{\"control-plane.alpha.kubernetes.io/leader\":\"%s\"}}"
        .formatted(record);
  }

  @Test
  void aLeaderElectionIsNone() {
    assertThat(rules.isNews(live("1", leader("a") + "}"), live("2", leader("b") + "}"))).isFalse();
  }

  @Test
  void aStatusIsNone() {
    assertThat(
            rules.isNews(
                live("1", "},\"status\":{\"lastActiveTime\":\"a\"}}"),
                live("2", "},\"status\":{\"lastActiveTime\":\"b\"}}")))
        .isFalse();
  }

  @Test
  void aFieldThatIsComparedIsOne() {
    assertThat(
            rules.isNews(
                live("1", "},\"data\":{\"a\":\"1\"}}"), live("2", "},\"data\":{\"a\":\"2\"}}")))
        .isTrue();
  }

  @Test
  void whatTheTreeShowsIsOne() {
    var shown =
        new Facts(
            new io.tiphys.engine.health.Health(
                io.tiphys.engine.health.HealthStatusCode.DEGRADED, "out of space"),
            List.of(),
            null,
            null,
            null);
    assertThat(rules.isNews(live("1", "}}"), live("2", "}}", shown, true))).isTrue();
    assertThat(rules.isNews(live("1", "}}", Facts.NONE, false), live("2", "}}", shown, false)))
        .isTrue();
  }

  @Test
  void whatIsKeptAsAHeaderOnlyIsNoneWhenTheHeaderStays() {
    assertThat(rules.isNews(live("1", "}}", Facts.NONE, false), live("2", "}}", Facts.NONE, false)))
        .isFalse();
  }

  @Test
  void anObjectThatComesOrGoesIsOne() {
    assertThat(rules.isNews(null, live("1", "}}"))).isTrue();
    assertThat(rules.isNews(live("1", "}}"), null)).isTrue();
  }

  @Test
  void whatAPodShowsIsNoneWhenItSaysSo() {
    String marked = ",\"annotations\":{\"argocd.argoproj.io/ignore-resource-updates\":\"%s\"}}";
    var shown =
        new Facts(
            null, List.of(new InfoItem("Restart Count", "7", Unknown.NONE)), null, null, null);
    String status = ",\"status\":{\"restarts\":%d}}";
    assertThat(
            rules.isNews(
                live("1", marked.formatted("true") + status.formatted(6)),
                live("2", marked.formatted("true") + status.formatted(7), shown, true)))
        .isFalse();
    assertThat(
            rules.isNews(
                live("1", marked.formatted("false") + status.formatted(6)),
                live("2", marked.formatted("false") + status.formatted(7))))
        .isTrue();
  }
}
