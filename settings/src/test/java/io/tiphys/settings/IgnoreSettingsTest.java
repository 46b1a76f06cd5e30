package io.tiphys.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.ignore.IgnoreRule;
import io.tiphys.testkit.Behaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@Behaviour({"DIF-12", "REF-13"})
class IgnoreSettingsTest {

  private final List<SettingsProblem> problems = new ArrayList<>();

  private IgnoreSettings read(Map<String, String> data) {
    return ArgocdSettings.of(data, ArgocdSettings.DEFAULT, problems::add).ignored();
  }

  private static Optional<IgnoreRule> of(List<IgnoreRule> rules, String groupKind) {
    return rules.stream().filter(rule -> rule.groupKind().equals(groupKind)).findFirst();
  }

  @Test
  void aKindHasItsKeyAndAllHaveOne() {
    var rules =
        read(Map.of(
                "resource.customizations.ignoreDifferences.apps_Deployment",
                "jsonPointers:\n- /spec/replicas\njqPathExpressions:\n- .spec.x\n"
                    + "managedFieldsManagers:\n- kube-controller-manager\n",
                "resource.customizations.ignoreDifferences.all",
                "managedFieldsManagers: [hpa]"))
            .differences();
    assertThat(rules)
        .containsExactlyInAnyOrder(
            IgnoreRule.of(
                "apps/Deployment",
                List.of("/spec/replicas"),
                List.of(".spec.x"),
                List.of("kube-controller-manager")),
            IgnoreRule.of("*/*", List.of(), List.of(), List.of("hpa")));
    assertThat(problems).isEmpty();
  }

  @Test
  void theOldKeyOfAllCustomizationsCountsWhereAKindHasNoneOfItsOwn() {
    var rules =
        read(Map.of(
                "resource.customizations",
                """
                admissionregistration.k8s.io/MutatingWebhookConfiguration:
                  ignoreDifferences: |
                    jsonPointers:
                    - /webhooks/0/clientConfig/caBundle
                apps/*:
                  ignoreDifferences:
                    jsonPointers: [/spec/a]
                Secret:
                  ignoreDifferences: "jsonPointers: [/data/old]"
                """,
                "resource.customizations.ignoreDifferences.Secret",
                "jsonPointers: [/data/new]"))
            .differences();
    assertThat(of(rules, "admissionregistration.k8s.io/MutatingWebhookConfiguration"))
        .get()
        .extracting(IgnoreRule::jsonPointers)
        .isEqualTo(List.of("/webhooks/0/clientConfig/caBundle"));
    assertThat(of(rules, "apps/*")).isPresent();
    assertThat(of(rules, "Secret"))
        .get()
        .extracting(IgnoreRule::jsonPointers)
        .isEqualTo(List.of("/data/new"));
  }

  @Test
  void updatesHaveDefaultsWhichAKeyReplacesOneByOne() {
    assertThat(of(read(Map.of()).updates(), "*/*").orElseThrow().jsonPointers())
        .containsExactly("/status");
    assertThat(of(read(Map.of()).updates(), "ConfigMap").orElseThrow().jqPathExpressions())
        .contains(".metadata.annotations.\"control-plane.alpha.kubernetes.io/leader\"");
    var own =
        read(Map.of(
                "resource.customizations.ignoreResourceUpdates.all",
                "",
                "resource.customizations.ignoreResourceUpdates.external-secrets.io_ExternalSecret",
                "jsonPointers: [/status/refreshTime]"))
            .updates();
    assertThat(of(own, "*/*").orElseThrow().jsonPointers()).isEmpty();
    assertThat(of(own, "ConfigMap")).isPresent();
    assertThat(of(own, "external-secrets.io/ExternalSecret")).isPresent();
  }

  @Test
  void whatCannotBeReadStaysAsItWasAndIsReported() {
    String key = "resource.customizations.ignoreDifferences.apps_Deployment";
    var good =
        ArgocdSettings.of(
            Map.of(key, "jsonPointers: [/spec/replicas]"), ArgocdSettings.DEFAULT, problems::add);
    var bad = ArgocdSettings.of(Map.of(key, "jsonPointers: ["), good, problems::add);
    assertThat(bad.ignored().differences()).isEqualTo(good.ignored().differences());
    assertThat(problems).extracting(SettingsProblem::key).containsExactly(key);
  }
}
