package io.tiphys.engine.diff;

import static io.tiphys.engine.TestingManifests.manifest;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.oracle.TestingSchemas;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import org.junit.jupiter.api.Test;

/// What a server-side apply would change by itself, and what a webhook changes on the way.
@Behaviour("DIF-05")
class OwnChangesTest {

  private static final String OURS =
      "{'manager':'argocd-controller','operation':'Apply','fieldsV1':%s}";

  private static Manifest pod(String labels, String containers, String ours) {
    return manifest(
        "{'apiVersion':'v1','kind':'Pod','metadata':{'name':'p','labels':%s,'managedFields':[%s]},"
                .formatted(labels, OURS.formatted(ours))
            + "'spec':{'containers':%s}}".formatted(containers));
  }

  private static Comparison compare(Manifest predicted, Manifest live) {
    var schema = TestingSchemas.all().of(live.gvk());
    var own = OwnChanges.of("argocd-controller", predicted, live, schema);
    return Diff.compareAnswered(own, live, schema, DiffRules.defaults());
  }

  private static final String APP =
      "{'f:spec':{'f:containers':{'k:{\\\"name\\\":\\\"app\\\"}':{'.':{},'f:name':{},'f:image':{}}}}}";
  private static final String APP_AND_LABEL =
      "{'f:metadata':{'f:labels':{'f:team':{}}},'f:spec':{'f:containers':"
          + "{'k:{\\\"name\\\":\\\"app\\\"}':{'.':{},'f:name':{},'f:image':{}}}}}";

  @Test
  void keepWhatTheManagerSets() {
    var live = pod("{}", "[{'name':'app','image':'a:1'}]", APP);
    var predicted = pod("{'team':'x'}", "[{'name':'app','image':'a:2'}]", APP_AND_LABEL);
    var comparison = compare(predicted, live);
    assertThat(comparison.modified()).isTrue();
    assertThat(comparison.predictedLive().label("team")).contains("x");
    assertThat(comparison.predictedLive().at("spec")).isEqualTo(predicted.at("spec"));
  }

  @Test
  void leaveOutWhatAWebhookAddsAndChanges() {
    var live = pod("{'by':'webhook'}", "[{'name':'app','image':'a:1'}]", APP);
    var predicted =
        pod(
            "{'by':'webhook again','more':'1'}",
            "[{'name':'app','image':'a:1','tty':true},{'name':'proxy','image':'envoy'}]",
            APP);
    assertThat(compare(predicted, live).modified()).isFalse();
  }

  @Test
  void keepThatAFieldIsGivenUp() {
    var live = pod("{'team':'x'}", "[{'name':'app','image':'a:1'}]", APP_AND_LABEL);
    var predicted = pod("{}", "[{'name':'app','image':'a:1'}]", APP);
    var comparison = compare(predicted, live);
    assertThat(comparison.modified()).isTrue();
    assertThat(comparison.predictedLive().labels()).isEmpty();
  }

  @Test
  void areAllChangesForWhoIncludesWebhooks() {
    var live = pod("{}", "[{'name':'app','image':'a:1'}]", APP);
    var predicted = pod("{'by':'webhook'}", "[{'name':'app','image':'a:1'}]", APP);
    var schema = TestingSchemas.all().of(live.gvk());
    assertThat(Diff.compareAnswered(predicted, live, schema, DiffRules.defaults()).modified())
        .isTrue();
  }

  @Test
  void doNotCountWhatOnlyTheServerWrites() {
    var live = pod("{}", "[{'name':'app','image':'a:1'}]", APP);
    var predicted =
        live.with("9", "metadata", "resourceVersion").with(7L, "metadata", "generation");
    var schema = TestingSchemas.all().of(live.gvk());
    assertThat(Diff.compareAnswered(predicted, live, schema, DiffRules.defaults()).modified())
        .isFalse();
  }
}
