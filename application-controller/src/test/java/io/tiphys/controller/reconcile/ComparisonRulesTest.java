package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.compare.Rules.Method;
import io.tiphys.model.application.Application;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.manifest.YamlLimits;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.testkit.Behaviour;
import java.time.Duration;
import org.junit.jupiter.api.Test;

@Behaviour({"DIF-04", "DIF-05"})
class ComparisonRulesTest {

  private static Application app(String options, String spec) {
    String yaml =
        """
        metadata:
          name: shop
          annotations: {argocd.argoproj.io/compare-options: "%s"}
        spec:
          destination: {namespace: target}
          %s
        """
            .formatted(options, spec);
    return ModelJson.read(
        JsonTree.write(YamlTree.parse("shop", yaml, YamlLimits.DEFAULT)), Application.class);
  }

  private static Method method(boolean byDefault, String options, String spec) {
    return new ComparisonRules(byDefault, Duration.ofSeconds(1))
        .of(app(options, spec), ArgocdSettings.DEFAULT)
        .method();
  }

  @Test
  void theApplicationSaysWhoJudges() {
    assertThat(method(false, "", "")).isEqualTo(Method.THREE_WAY);
    assertThat(method(false, "ServerSideDiff=true", "")).isEqualTo(Method.SERVER_SIDE);
    assertThat(method(false, "IncludeMutationWebhook=true,ServerSideDiff=true", ""))
        .isEqualTo(Method.SERVER_SIDE_WITH_WEBHOOKS);
    assertThat(method(true, "", "")).isEqualTo(Method.SERVER_SIDE);
    assertThat(method(true, "ServerSideDiff=false", "")).isEqualTo(Method.THREE_WAY);
    assertThat(method(false, "IncludeMutationWebhook=true", "")).isEqualTo(Method.THREE_WAY);
  }

  @Test
  void anApplyByTheServerIsComparedAsOne() {
    String spec = "syncPolicy: {syncOptions: [ServerSideApply=true]}";
    assertThat(method(false, "", spec)).isEqualTo(Method.STRUCTURED);
    assertThat(method(true, "", spec)).isEqualTo(Method.SERVER_SIDE);
  }

  @Test
  void equalRulesAreMadeReadyOnce() {
    var comparing = new ComparisonRules(false, Duration.ofSeconds(1));
    String spec =
        "ignoreDifferences: [{group: apps, kind: Deployment, jqPathExpressions: [.spec.replicas]}]";
    var one = comparing.of(app("", spec), ArgocdSettings.DEFAULT).ignored();
    assertThat(comparing.of(app("", spec), ArgocdSettings.DEFAULT).ignored()).isSameAs(one);
    assertThat(one.problems()).isEmpty();
    assertThat(one.digest()).isNotEmpty();
  }
}
