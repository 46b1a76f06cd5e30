package io.tiphys.engine.ignore;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.ownership.ManagedFields;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import org.junit.jupiter.api.Test;

@Behaviour({"DIF-09", "DIF-10", "DIF-11"})
class IgnoreRulesTest {

  private static final Manifest TARGET =
      manifest(
          """
          {'apiVersion':'apps/v1','kind':'Deployment',
           'metadata':{'name':'web','namespace':'team','annotations':{'a/b':'1'}},
           'spec':{'replicas':2,'template':{'spec':{'containers':[
             {'name':'app','image':'nginx'}]}}}}\
          """);
  private static final Manifest LIVE =
      manifest(
          """
          {'apiVersion':'apps/v1','kind':'Deployment',
           'metadata':{'name':'web','namespace':'team','annotations':{'a/b':'2'},'managedFields':[
             {'manager':'hpa','operation':'Update','time':'2026-01-01T00:00:00Z','fieldsV1':
               {'f:spec':{'f:replicas':{}}}},
             {'manager':'mesh','operation':'Update','time':'2026-01-01T00:00:00Z','fieldsV1':
               {'f:spec':{'f:template':{'f:spec':{'f:containers':{
                 'k:{\\"name\\":\\"proxy\\"}':{'.':{},'f:name':{},'f:image':{}}}}}}}}]},
           'spec':{'replicas':5,'template':{'spec':{'containers':[
             {'name':'app','image':'nginx'},{'name':'proxy','image':'envoy'}]}}}}\
          """);

  private static IgnoreRule rule(List<String> pointers, List<String> jq, List<String> managers) {
    return IgnoreRule.of("apps/Deployment", pointers, jq, managers);
  }

  private static IgnoreRules.Left left(IgnoreRule... rules) {
    return IgnoreRules.of(List.of(rules))
        .apply(TARGET, LIVE, ManagedFields.of(LIVE), IgnoreRules.NO_DEADLINE);
  }

  @Test
  void takesAPointersFieldFromBoth() {
    var left =
        left(rule(List.of("/spec/replicas", "/metadata/annotations/a~1b"), List.of(), List.of()));
    assertThat(left.target().at("spec", "replicas")).isNull();
    assertThat(left.live().at("spec", "replicas")).isNull();
    assertThat(left.target().annotations()).isEmpty();
    assertThat(left.live().annotations()).isEmpty();
    assertThat(left.live().at("spec", "template")).isEqualTo(LIVE.at("spec", "template"));
  }

  @Test
  void takesAnItemByItsPlace() {
    var left = left(rule(List.of("/spec/template/spec/containers/1"), List.of(), List.of()));
    assertThat(left.live().at("spec", "template")).isEqualTo(TARGET.at("spec", "template"));
    assertThat(left.target()).isEqualTo(TARGET);
  }

  @Test
  void takesWhatAJqExpressionPointsAtFromBoth() {
    var left =
        left(
            rule(
                List.of(),
                List.of(".spec.template.spec.containers[] | select(.name == \"proxy\")"),
                List.of()));
    assertThat(left.live().at("spec", "template")).isEqualTo(TARGET.at("spec", "template"));
    assertThat(left.problems()).isEmpty();
  }

  @Test
  void takesWhatAManagerOwnsFromBoth() {
    var left = left(rule(List.of(), List.of(), List.of("hpa")));
    assertThat(left.live().at("spec", "replicas")).isNull();
    assertThat(left.target().at("spec", "replicas")).isNull();
    assertThat(left.live().at("spec", "template")).isEqualTo(LIVE.at("spec", "template"));
  }

  @Test
  void takesAnItemThatAManagerMade() {
    var left = left(rule(List.of(), List.of(), List.of("mesh")));
    assertThat(left.live().at("spec", "template")).isEqualTo(TARGET.at("spec", "template"));
    assertThat(left.target().at("spec", "template")).isEqualTo(TARGET.at("spec", "template"));
  }

  @Test
  void leavesAloneWhatTheRuleIsNotFor() {
    var pointers = List.of("/spec");
    for (var rule :
        List.of(
            new IgnoreRule("apps", "StatefulSet", "", "", pointers, List.of(), List.of()),
            new IgnoreRule("batch", "Deployment", "", "", pointers, List.of(), List.of()),
            new IgnoreRule("apps", "Deployment", "other", "", pointers, List.of(), List.of()),
            new IgnoreRule("apps", "Deployment", "", "other", pointers, List.of(), List.of()))) {
      assertThat(left(rule).live()).isSameAs(LIVE);
    }
  }

  @Test
  void takesGlobsOfGroupsAndKinds() {
    for (String groupKind : List.of("*/*", "apps/*", "*/Deploy*", "ap?s/Deployment")) {
      var left = left(IgnoreRule.of(groupKind, List.of("/spec"), List.of(), List.of()));
      assertThat(left.live().at("spec")).as(groupKind).isNull();
    }
  }

  @Test
  void readsTextsOfASecretAsWhatTheyBecome() {
    Manifest secret =
        manifest(
            "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s'},'stringData':{'key':'x'}}");
    Manifest live =
        manifest(
            "{'apiVersion':'v1','kind':'Secret','metadata':{'name':'s'},'data':{'key':'eQ=='}}");
    var left =
        IgnoreRules.of(List.of(IgnoreRule.of("Secret", List.of("/data/key"), List.of(), List.of())))
            .apply(secret, live, ManagedFields.NONE, IgnoreRules.NO_DEADLINE);
    assertThat(left.target().content()).isEqualTo(left.live().content());
  }

  @Test
  void namesABadExpressionAndIgnoresWhatOthersSay() {
    var rules =
        IgnoreRules.of(
            List.of(
                rule(
                    List.of("spec", "/spec/replicas"), List.of(".spec[", ".metadata"), List.of())));
    assertThat(rules.problems().stream().map(IgnoreRules.Problem::toString))
        .containsExactly(
            "ignoreDifferences of apps/Deployment: JSON pointer \"spec\":"
                + " a JSON pointer begins with /",
            "ignoreDifferences of apps/Deployment: jq expression \".spec[\":"
                + " unexpected end at character 7");
    assertThat(rules.problems(LIVE.gvk().groupKind())).hasSize(2);
    assertThat(rules.problems(new io.tiphys.model.manifest.GroupKind("", "Pod"))).isEmpty();
    var left = rules.apply(TARGET, LIVE, ManagedFields.NONE, IgnoreRules.NO_DEADLINE);
    assertThat(left.live().content()).containsOnlyKeys("apiVersion", "kind", "spec");
    assertThat(left.live().at("spec", "replicas")).isNull();
  }

  @Test
  void saysThatAnExpressionWentBeyondALimit() {
    var left = left(rule(List.of("/spec/replicas"), List.of("def f: f; f"), List.of()));
    assertThat(left.problems()).hasSize(1);
    assertThat(left.problems().getFirst().toString())
        .startsWith("ignoreDifferences of apps/Deployment: jq expression \"def f: f; f\": it goes");
    assertThat(left.live().at("spec", "replicas")).isNull();
    assertThat(left.live().at("spec", "template")).isNotNull();
  }

  @Test
  void anExpressionThatDoesNotFitTheObjectTakesNothing() {
    var left = left(rule(List.of(), List.of(".webhooks[].clientConfig.caBundle"), List.of()));
    assertThat(left.live().content()).isEqualTo(LIVE.content());
    assertThat(left.problems()).isEmpty();
  }

  @Test
  void haveTheSameDigestWhenTheySayTheSame() {
    var one = IgnoreRules.of(List.of(rule(List.of("/a"), List.of(), List.of())));
    assertThat(one.digest())
        .isEqualTo(IgnoreRules.of(List.of(rule(List.of("/a"), List.of(), List.of()))).digest())
        .isNotEqualTo(IgnoreRules.of(List.of(rule(List.of("/b"), List.of(), List.of()))).digest())
        .isNotEqualTo(IgnoreRules.NONE.digest());
  }
}
