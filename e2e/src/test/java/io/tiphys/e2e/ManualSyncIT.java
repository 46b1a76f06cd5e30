package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.testkit.Behaviour;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A sync that somebody asks for, as the clients ask: by `operation` in the Application.
class ManualSyncIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {word: "%s"}
      """;

  private static final String EXTRA =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: extra}
      """;

  @Test
  void nothingIsMadeUntilSomebodySyncs() throws Exception {
    var repository = tiphys.git().repository("asked-for");
    String target = tiphys.newNamespace();
    String first = repository.commit(Map.of("a.yaml", SETTINGS.formatted("one"), "b.yaml", EXTRA));
    create("asked-for", repository.fileUrl(), target);

    Apps apps = tiphys.apps();
    apps.await("asked-for", "OutOfSync", "Missing");
    assertThat(status(target, "settings")).isEqualTo(404);

    sync("asked-for", "{\"dryRun\": true}");
    var tried = apps.await("asked-for", ManualSyncIT::hasEnded);
    assertThat(message(tried)).contains("successfully synced");
    assertThat(status(target, "settings")).as("a dry run writes nothing").isEqualTo(404);
    assertThat(tried.status().history()).isEmpty();

    sync("asked-for", "{}");
    apps.await("asked-for", "Synced", "Healthy");

    repository.commit(
        "main", "one less", Map.of("a.yaml", SETTINGS.formatted("two")), Set.of("b.yaml"));
    apps.refresh("asked-for");
    apps.await("asked-for", "OutOfSync", "Healthy");
    sync("asked-for", "{}");
    var kept =
        apps.await(
            "asked-for",
            it -> {
              hasEnded(it);
              assertThat(it.status().resources())
                  .filteredOn(ResourceStatus::requiresPruning)
                  .extracting(ResourceStatus::name)
                  .containsExactly("extra");
            });
    assertThat(results(kept))
        .containsEntry("extra", "PruneSkipped")
        .containsEntry("settings", "Synced");
    assertThat(status(target, "extra")).isEqualTo(200);

    sync("asked-for", "{\"prune\": true}");
    apps.await("asked-for", "Synced", "Healthy");
    assertThat(status(target, "extra")).isEqualTo(404);

    sync("asked-for", "{\"prune\": true, \"revision\": \"%s\"}".formatted(first));
    var back =
        apps.await(
            "asked-for",
            it -> {
              hasEnded(it);
              assertThat(it.status().history().getLast().revision()).isEqualTo(first);
              assertThat(it.status().sync().status()).isEqualTo("OutOfSync");
            });
    assertThat(back.status().history()).extracting(one -> one.id()).containsExactly(0L, 1L, 2L, 3L);
    assertThat(status(target, "extra")).isEqualTo(200);
  }

  @Test
  void aCommitThatNobodyHasComparedYetIsSyncedAndThenCompared() throws Exception {
    var repository = tiphys.git().repository("unseen");
    String target = tiphys.newNamespace();
    repository.commit(Map.of("a.yaml", SETTINGS.formatted("one"), "b.yaml", EXTRA));
    create("unseen", repository.fileUrl(), target);
    tiphys.apps().await("unseen", "OutOfSync", "Missing");
    sync("unseen", "{}");
    tiphys.apps().await("unseen", "Synced", "Healthy");

    String second = repository.commit(Map.of("a.yaml", SETTINGS.formatted("two"), "b.yaml", EXTRA));
    sync("unseen", "{\"syncOptions\": [\"ApplyOutOfSyncOnly=true\"]}");
    var app =
        tiphys
            .apps()
            .await(
                "unseen",
                it -> {
                  hasEnded(it);
                  assertThat(it.status().history()).hasSize(2);
                });
    assertThat(results(app)).as("only what had changed").containsOnlyKeys("settings");
    assertThat(app.status().sync().revision()).isEqualTo(second);
    assertThat(app.status().sync().status()).isEqualTo("Synced");
  }

  @Test
  @Behaviour("SYN-31")
  void oneResourceAloneIsSyncedWithoutHistory() throws Exception {
    var repository = tiphys.git().repository("in-part");
    String target = tiphys.newNamespace();
    repository.commit(Map.of("a.yaml", SETTINGS.formatted("one"), "b.yaml", EXTRA));
    create("in-part", repository.fileUrl(), target);
    tiphys.apps().await("in-part", "OutOfSync", "Missing");

    sync("in-part", "{\"resources\": [{\"kind\": \"ConfigMap\", \"name\": \"extra\"}]}");
    var app = tiphys.apps().await("in-part", ManualSyncIT::hasEnded);
    assertThat(results(app)).containsOnlyKeys("extra");
    assertThat(status(target, "extra")).isEqualTo(200);
    assertThat(status(target, "settings")).isEqualTo(404);
    assertThat(app.status().history()).isEmpty();
  }

  @Test
  @Behaviour("SYN-36")
  void aSyncThatHangsIsTerminated() throws Exception {
    var repository = tiphys.git().repository("hanging");
    String target = tiphys.newNamespace();
    repository.commit(
        Map.of(
            "a.yaml",
            SETTINGS.formatted("one"),
            "hook.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: never
              annotations: {argocd.argoproj.io/hook: PreSync}
            spec:
              nodeSelector: {there-is: none}
              restartPolicy: Never
              containers: [{name: main, image: "none:1"}]
            """));
    create("hanging", repository.fileUrl(), target);
    tiphys.apps().await("hanging", "OutOfSync", "Missing");
    sync("hanging", "{}");
    tiphys
        .apps()
        .await(
            "hanging",
            it -> assertThat(message(it)).contains("waiting for completion of hook /Pod/never"));

    tiphys.apps().patch("hanging", "{\"status\":{\"operationState\":{\"phase\":\"Terminating\"}}}");
    var app = tiphys.apps().await("hanging", ManualSyncIT::hasEnded);
    var softly = new SoftAssertions();
    softly.assertThat(Apps.phase(app)).isEqualTo("Failed");
    softly.assertThat(message(app)).contains("Operation terminated");
    softly.assertThat(status(target, "settings")).isEqualTo(404);
    softly.assertAll();
  }

  private static void create(String name, String url, String target) {
    tiphys
        .apps()
        .create(
            name,
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: .}
            destination: {server: "%s", namespace: %s}
            """
                .formatted(url, Apps.IN_CLUSTER, target));
  }

  private static void sync(String app, String sync) {
    tiphys
        .apps()
        .patch(
            app,
            "{\"operation\":{\"initiatedBy\":{\"username\":\"ada\"},\"sync\":%s}}".formatted(sync));
  }

  private static void hasEnded(Application app) {
    assertThat(app.operation()).isNull();
    assertThat(Apps.phase(app)).isIn("Succeeded", "Failed", "Error");
  }

  private static String message(Application app) {
    OperationState state = app.status().operationState();
    return state == null ? "" : state.message();
  }

  private static Map<String, String> results(Application app) {
    OperationState state = app.status().operationState();
    return state == null || state.syncResult() == null
        ? Map.of()
        : state.syncResult().resources().stream()
            .collect(Collectors.toMap(ResourceResult::name, ResourceResult::status));
  }

  private static int status(String namespace, String name) throws Exception {
    return tiphys
        .admin()
        .get("/api/v1/namespaces/" + namespace + "/configmaps/" + name)
        .statusCode();
  }
}
