package io.tiphys.controller.dependency;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Applications that wait for others, by `tiphys.io/depends-on`.
class DependsOnIT {

  /// One turn at a time: whoever waited in it would block all others.
  @RegisterExtension
  static final TestingController tiphys =
      TestingController.start("--operation-processors=1", "--status-processors=1");

  private static final String AUTOMATED = "{automated: {}}";

  @Test
  void waitsUntilTheNamedOneIsSyncedAndHealthy() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("shop", map("shop"));
    tiphys.create("shop", target, dependsOn("base"), AUTOMATED);

    waits("shop", "base (there is no such Application)");
    assertThat(tiphys.has(configMap(target, "shop"))).isFalse();

    tiphys.commit("base", POD);
    tiphys.create("base", target, "", AUTOMATED);
    tiphys.awaitPresent(pod(target));
    waits("shop", "base (Synced, Progressing)");
    String newer = tiphys.commit("shop", map("shop"));
    tiphys.await("shop", it -> assertThat(it.status().sync().revision()).isEqualTo(newer));

    running(target);

    tiphys.awaitPresent(configMap(target, "shop"));
    Application app =
        tiphys.await("shop", it -> assertThat(it.status().sync().status()).isEqualTo("Synced"));
    assertThat(app.status().conditions()).isEmpty();
    assertThat(Objects.requireNonNull(state(app).syncResult()).revision())
        .as("what Git has by the time that it may begin")
        .isEqualTo(newer);
    assertThat(app.status().history()).hasSize(1);
  }

  @Test
  void waitsForAllWithTheLabels() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("front", map("front"));
    tiphys.create("front", target, dependsOn("tier=back&set=one"), AUTOMATED);
    waits("front", "none with label set=one&tier=back (there is no such Application)");
    for (String name : new String[] {"back-a", "back-b"}) {
      tiphys.commit(name, map(name));
      tiphys.create(name, target, "labels: {tier: back, set: one}", "{}");
    }
    waits("front", "back-a (OutOfSync, Missing), back-b (OutOfSync, Missing)");

    tiphys.sync("back-a", "{}");
    waits("front", "first: back-b (OutOfSync, Missing)");
    tiphys.sync("back-b", "{}");

    tiphys.awaitPresent(configMap(target, "front"));
  }

  @Test
  void aCycleIsAnErrorThatNamesItUntilItIsMended() throws Exception {
    String target = tiphys.newNamespace();
    for (String name : new String[] {"ring-a", "ring-b", "ring-c"}) {
      tiphys.commit(name, map(name));
    }
    tiphys.create("ring-a", target, dependsOn("ring-b"), "{}");
    tiphys.create("ring-b", target, dependsOn("ring-c"), "{}");
    tiphys.create("ring-c", target, dependsOn("ring-a"), AUTOMATED);

    tiphys.await(
        "ring-c",
        app ->
            assertThat(app.status().conditions())
                .anySatisfy(condition -> {
                  assertThat(condition.type()).isEqualTo("DependencyError");
                  assertThat(condition.message())
                      .endsWith(": ring-c -> ring-a -> ring-b -> ring-c");
                }));
    tiphys.sync("ring-a", "{}");
    Application app =
        tiphys.await("ring-a", it -> assertThat(state(it).phase()).isEqualTo("Error"));
    assertThat(state(app).message()).endsWith(": ring-a -> ring-b -> ring-c -> ring-a");
    assertThat(app.operation()).isNull();
    assertThat(tiphys.has(configMap(target, "ring-a"))).isFalse();

    tiphys.annotate("ring-b", "tiphys.io/depends-on", null);
    tiphys.sync("ring-b", "{}");
    tiphys.awaitPresent(configMap(target, "ring-b"));
    tiphys.sync("ring-a", "{}");
    tiphys.awaitPresent(configMap(target, "ring-c"));
    tiphys.await("ring-c", it -> assertThat(it.status().conditions()).isEmpty());
  }

  @Test
  void whoWaitsBlocksNobodyAndSurvivesARestart() throws Exception {
    String target = tiphys.newNamespace();
    for (int i = 0; i < 30; i++) {
      tiphys.commit("waiting-" + i, map("waiting-" + i));
      tiphys.create("waiting-" + i, target, dependsOn("late"), AUTOMATED);
    }
    waits("waiting-29", "late (there is no such Application)");
    tiphys.commit("free", map("free"));
    tiphys.create("free", target, "", AUTOMATED);
    tiphys.awaitPresent(configMap(target, "free"));
    tiphys.startAgain();

    tiphys.commit("late", map("late"));
    tiphys.create("late", target, "", AUTOMATED);

    for (int i = 0; i < 30; i++) {
      tiphys.awaitPresent(configMap(target, "waiting-" + i));
    }
  }

  @Test
  void aWaitCanBeTerminatedAndADryRunNeedsNone() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("patient", map("patient"));
    tiphys.create("patient", target, dependsOn("nobody"), "{}");
    tiphys.sync("patient", "{\"dryRun\":true}");
    tiphys.await("patient", it -> assertThat(state(it).phase()).isEqualTo("Succeeded"));
    tiphys.sync("patient", "{}");
    waits("patient", "nobody (there is no such Application)");

    tiphys.patch("patient", "{\"status\":{\"operationState\":{\"phase\":\"Terminating\"}}}");

    Application app = tiphys.await("patient", it -> assertThat(it.operation()).isNull());
    assertThat(state(app).phase()).isEqualTo("Failed");
    assertThat(app.status().conditions()).isEmpty();
    assertThat(tiphys.has(configMap(target, "patient"))).isFalse();
  }

  @Test
  void deletionDoesNotWaitForWhatNeverBegan() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("doomed", map("doomed"));
    tiphys.create(
        "doomed",
        target,
        dependsOn("nobody") + ", finalizers: [resources-finalizer.argocd.argoproj.io]",
        AUTOMATED);
    waits("doomed", "nobody (there is no such Application)");

    tiphys.delete("doomed");

    tiphys.awaitGone("doomed");
  }

  @Test
  void anotherProjectsApplicationIsUnknownUnlessThatProjectLetsIt() throws Exception {
    String target = tiphys.newNamespace();
    String projects =
        "/apis/argoproj.io/v1alpha1/namespaces/%s/appprojects".formatted(tiphys.namespace());
    String closed =
        """
        {"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject","metadata":{"name":"closed"},
         "spec":{"sourceRepos":["*"],"destinations":[{"server":"*","namespace":"*"}]}}
        """;
    assertThat(tiphys.admin().post(projects, closed).statusCode()).isEqualTo(201);
    tiphys.commit("theirs", map("theirs"));
    tiphys.create("theirs", target, "", "{}");
    tiphys.patch("theirs", "{\"spec\":{\"project\":\"closed\"}}");
    tiphys.sync("theirs", "{}");
    tiphys.await("theirs", it -> assertThat(it.status().health().status()).isEqualTo("Healthy"));
    tiphys.commit("ours", map("ours"));
    tiphys.create("ours", target, dependsOn("theirs"), AUTOMATED);
    waits("ours", "theirs (there is no such Application)");

    var answer =
        tiphys
            .admin()
            .patch(
                projects + "/closed",
                "{\"metadata\":{\"annotations\":{\"tiphys.io/dependents\":\"def*\"}}}");
    assertThat(answer.statusCode()).isEqualTo(200);

    tiphys.awaitPresent(configMap(target, "ours"));
  }

  private static String dependsOn(String text) {
    return "annotations: {tiphys.io/depends-on: '%s'}".formatted(text);
  }

  private static Application waits(String name, String end) throws Exception {
    return tiphys.await(
        name,
        app -> {
          assertThat(app.status().conditions())
              .anySatisfy(condition -> {
                assertThat(condition.type()).isEqualTo("DependencyWait");
                assertThat(condition.message())
                    .startsWith("waiting for Applications that must be Synced and Healthy first: ")
                    .endsWith(end);
              });
          assertThat(app.operation()).isNotNull();
          assertThat(state(app).phase()).isEqualTo("Running");
          assertThat(state(app).message()).endsWith(end);
        });
  }

  private static OperationState state(Application app) {
    return Objects.requireNonNull(app.status().operationState(), "no operation yet");
  }

  /// As a kubelet reports it.
  private static void running(String target) throws Exception {
    var answer =
        tiphys
            .admin()
            .patch(
                pod(target) + "/status",
                """
                {"status":{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],
                 "containerStatuses":[{"name":"c","image":"i","imageID":"i","ready":true,
                   "restartCount":0,"state":{"running":{}}}]}}
                """);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static String pod(String target) {
    return "/api/v1/namespaces/%s/pods/base".formatted(target);
  }

  private static String configMap(String namespace, String name) {
    return "/api/v1/namespaces/%s/configmaps/%s".formatted(namespace, name);
  }

  private static String map(String name) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    """
        .formatted(name);
  }

  private static final String POD =
      """
      apiVersion: v1
      kind: Pod
      metadata: {name: base}
      spec: {containers: [{name: c, image: i}]}
      """;
}
