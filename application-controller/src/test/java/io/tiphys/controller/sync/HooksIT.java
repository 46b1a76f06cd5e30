package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.hook.Hook;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/// Hooks in a real cluster: when they are made, when they go, and that nobody can hide how they
/// ended (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/).
class HooksIT extends RealSyncIT {

  /// A Pod that runs when the test says so: there are no nodes.
  private static String hook(String metadata, String phase, String policy) {
    return """
    apiVersion: v1
    kind: Pod
    metadata:
      %s
      annotations:
        argocd.argoproj.io/hook: %s
        argocd.argoproj.io/hook-delete-policy: %s
    spec:
      restartPolicy: Never
      containers: [{name: main, image: none}]
    """
        .formatted(metadata, phase, policy);
  }

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {a: b}
      """;

  private void ends(String pod, String phase) throws IOException {
    var answer =
        cluster
            .admin()
            .patch(
                "/api/v1/namespaces/%s/pods/%s/status".formatted(cluster.namespace(), pod),
                "{\"status\":{\"phase\":\"%s\"}}".formatted(phase));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private String names(String kind) {
    return kubectl.run("get", kind, "-o", "jsonpath={.items[*].metadata.name}");
  }

  @Test
  @Behaviour("SYN-07")
  void aHookThatSomebodyDeletesWhenItHasEndedKeepsItsOutcome() throws Exception {
    app.wants(hook("name: db", "PreSync", "BeforeHookCreation"), SETTINGS).begin("{}");
    app.untilItSays("waiting for completion of hook /Pod/db");
    assertThat(kubectl.run("get", "pod", "db", "-o", "jsonpath={.metadata.finalizers}"))
        .contains(Hook.FINALIZER);

    ends("db", "Succeeded");
    kubectl.run("delete", "pod", "db", "--wait=false", "--grace-period=0", "--force");
    assertThat(names("pods")).isEqualTo("db");

    assertThat(app.restart().toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(app.result("db").hookPhase()).isEqualTo("Succeeded");
    assertThat(names("pods")).isEmpty();
    assertThat(app.saved())
        .as("the outcome is written down before the hook is let go")
        .anySatisfy(state ->
            assertThat(java.util.Objects.requireNonNull(state.syncResult()).resources())
                .anySatisfy(result -> {
                  assertThat(result.name()).isEqualTo("db");
                  assertThat(result.hookPhase()).isEqualTo("Succeeded");
                }));
  }

  @Test
  @Behaviour({"SYN-03", "SYN-06"})
  void aFailedHookStopsTheSyncAndStartsTheRescue() throws Exception {
    app.wants(
            hook("name: db", "PreSync", "HookFailed"),
            hook("name: page", "SyncFail", "HookSucceeded"),
            SETTINGS)
        .begin("{}");
    app.untilItSays("hook /Pod/db");
    ends("db", "Failed");
    app.untilItSays("hook /Pod/page");
    ends("page", "Succeeded");

    var end = app.toItsEnd();

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message())
        .startsWith("one or more synchronization tasks completed unsuccessfully");
    assertThat(app.result("db").hookPhase()).isEqualTo("Failed");
    assertThat(app.result("page").syncPhase()).isEqualTo("SyncFail");
    assertThat(names("configmaps")).doesNotContain("settings");
    assertThat(names("pods")).isEqualTo("page");
  }

  @Test
  @Behaviour({"SYN-06", "SYN-07"})
  void eachSyncMakesAHookAnewAndOneWithoutANameGetsAnother() throws Exception {
    app.wants(
        hook("name: named", "PreSync", "BeforeHookCreation"),
        hook("generateName: made-", "PreSync", "HookSucceeded"));
    for (int i = 0; i < 2; i++) {
      app.begin("{}").untilItSays("waiting for completion of hook");
      for (String pod : names("pods").split(" ")) {
        assertThat(pod).matches("named|made-abcdef0-presync-\\d+");
        ends(pod, "Succeeded");
      }
      assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
      assertThat(names("pods")).isEqualTo("named");
    }
  }

  @Test
  @Behaviour("SYN-36")
  void aTerminatedSyncTakesItsHooksWithIt() throws Exception {
    app.wants(hook("name: never", "PreSync", "BeforeHookCreation"), SETTINGS).begin("{}");
    app.untilItSays("hook /Pod/never");

    var end = app.phase("Terminating").restart().toItsEnd();

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message()).isEqualTo("Operation terminated");
    assertThat(app.result("never").message()).isEqualTo("Terminated");
    assertThat(names("configmaps")).doesNotContain("settings");
  }

  @Test
  @Behaviour("SYN-36")
  void aSyncThatTakesTooLongIsTerminated() throws Exception {
    app.wants(hook("name: never", "PreSync", "BeforeHookCreation")).begin("{}");
    app.untilItSays("hook /Pod/never");

    var end = app.at(3600).toItsEnd();

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message())
        .isEqualTo("Operation terminated, triggered by controller sync timeout");
  }

  @Test
  void aSyncWithoutProgressSaysWhatItWaitsForAndSinceWhen() throws Exception {
    app.wants(hook("name: never", "PreSync", "BeforeHookCreation")).begin("{}");

    assertThat(app.untilItSays("no progress since").message())
        .startsWith("waiting for completion of hook /Pod/never")
        .containsPattern("\\(no progress since 2026-01-01T10:\\d\\d:\\d\\dZ\\)$");
  }

  @Test
  @Behaviour("SYN-05")
  void whatIsToBeSkippedIsNeitherMadeNorTouched() throws Exception {
    kubectl.run("create", "configmap", "settings", "--from-literal=a=own");

    var end =
        app.wants(
                hook("name: never", "Skip", "BeforeHookCreation"),
                SETTINGS.replace(
                    "{name: settings}",
                    "{name: settings, annotations: {argocd.argoproj.io/hook: Skip}}"))
            .sync("{prune: true}");

    assertThat(end.phase()).isEqualTo("Succeeded");
    assertThat(app.results()).isEmpty();
    assertThat(names("pods")).isEmpty();
    assertThat(kubectl.run("get", "configmap", "settings", "-o", "jsonpath={.data.a}"))
        .isEqualTo("own");
  }

  @Test
  @Behaviour("SYN-34")
  void theStrategyApplyRunsNoHooks() throws Exception {
    app.wants(hook("name: db", "PreSync", "BeforeHookCreation"), SETTINGS);

    assertThat(app.sync("{syncStrategy: {apply: {}}}").phase()).isEqualTo("Succeeded");
    assertThat(app.results().map(ResourceResult::name)).containsExactly("settings");
    assertThat(names("pods")).isEmpty();

    app.begin("{syncStrategy: {hook: {}}}").untilItSays("hook /Pod/db");
    ends("db", "Succeeded");
    assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
  }

  private static String helm(String name, String hook, int weight) {
    return hook("name: " + name, "x", "y")
        .replace("argocd.argoproj.io/hook: x", "helm.sh/hook: " + hook)
        .replace(
            "argocd.argoproj.io/hook-delete-policy: y",
            "helm.sh/hook-weight: \"%d\"".formatted(weight));
  }

  @Test
  @Behaviour("SRC-20")
  void helmsHooksRunInTheirPhasesByWeightAndItsTestsDoNot() throws Exception {
    String plural = "anchors" + cluster.namespace().substring(5);
    app.wants(
            helm("late", "pre-install,pre-upgrade", 5),
            helm("early", "pre-upgrade", -5)
                .replace(
                    "helm.sh/hook:",
                    "helm.sh/hook-delete-policy: hook-succeeded\n    helm.sh/hook:"),
            helm("after", "post-install", 0),
            helm("tests", "test", 0),
            helm("back", "pre-rollback", 0),
            DEFINITION.formatted(plural),
            SETTINGS)
        .begin("{}");

    app.untilItSays("hook /Pod/early");
    assertThat(names("pods")).isEqualTo("early");
    ends("early", "Succeeded");
    app.untilItSays("hook /Pod/late");
    assertThat(names("configmaps")).doesNotContain("settings");
    ends("late", "Succeeded");
    app.untilItSays("hook /Pod/after");
    assertThat(names("configmaps")).contains("settings");
    ends("after", "Succeeded");

    assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(names("pods").split(" ")).containsExactly("after", "late");
    assertThat(app.result("early").syncPhase()).isEqualTo("PreSync");
    assertThat(app.result("after").syncPhase()).isEqualTo("PostSync");
    assertThat(app.result(plural + ".helm.example").syncPhase())
        .as("crd-install is applied as any object")
        .isEqualTo("Sync");
    assertThat(app.results().map(ResourceResult::name)).doesNotContain("tests", "back");
  }

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %1$s.helm.example, annotations: {helm.sh/hook: crd-install}}
      spec:
        group: helm.example
        scope: Namespaced
        names: {kind: K%1$s, listKind: K%1$sList, plural: %1$s, singular: s%1$s}
        versions:
        - {name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}
      """;

  @Test
  @Behaviour("SYN-08")
  void theNextWaveWaitsForTheDelay() throws Exception {
    String late =
        SETTINGS.replace(
            "{name: settings}", "{name: late, annotations: {argocd.argoproj.io/sync-wave: \"1\"}}");
    app.wants(SETTINGS, late).begin("{}");

    assertThat(app.step()).isFalse();
    assertThat(names("configmaps")).contains("settings").doesNotContain("late");
    assertThat(app.at(-1).step()).as("a turn before its time").isFalse();
    assertThat(names("configmaps")).doesNotContain("late");
    assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(names("configmaps")).contains("late");
  }
}
