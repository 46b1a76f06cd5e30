package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How one sync goes: order, gates, attempts and ways to apply.
class SyncIT {

  @RegisterExtension
  static final SharedTiphys tiphys = SharedTiphys.with(Map.of("TIPHYS_SYNC_SUPERSEDE_AFTER", "1"));

  @Test
  @Behaviour("SYN-16")
  void aDefinitionAndItsObjectAreAppliedInOneSync() throws Exception {
    String target = create("definition", Map.of("app/all.yaml", THING), "{automated: {}}");

    var app = tiphys.apps().await("definition", "Synced", "Healthy");

    assertThat(state(app).retryCount()).isZero();
    assertThat(app.status().history()).hasSize(1);
    assertThat(tiphys.has("/apis/proof.example/v1/namespaces/%s/proofs/first".formatted(target)))
        .isTrue();
  }

  @Test
  @Behaviour("SYN-08")
  void aWaveIsNotBegunBeforeTheOneBeforeIsHealthy() throws Exception {
    String target =
        create(
            "waves",
            Map.of(
                "app/first.yaml", settings("first", 0),
                "app/gate.yaml", GATE,
                "app/last.yaml", settings("last", 2)),
            "{automated: {}}");
    String configMaps = "/api/v1/namespaces/%s/configmaps/".formatted(target);

    tiphys
        .apps()
        .await(
            "waves",
            app -> {
              assertThat(Apps.phase(app)).isEqualTo("Running");
              assertThat(state(app).message())
                  .isEqualTo("waiting for healthy state of apps/Deployment/gate");
            });
    assertThat(tiphys.has(configMaps + "first")).isTrue();
    assertThat(tiphys.has(configMaps + "last")).isFalse();
    assertThat(tiphys.apps().get("waves").operation()).isNotNull();

    tiphys
        .admin()
        .patch(
            "/apis/apps/v1/namespaces/%s/deployments/gate".formatted(target),
            "{\"spec\":{\"template\":{\"spec\":{\"nodeSelector\":null}}}}");

    tiphys.apps().await("waves", app -> assertThat(Apps.phase(app)).isEqualTo("Succeeded"));
    assertThat(tiphys.has(configMaps + "last")).isTrue();
    assertThat(state(tiphys.apps().get("waves")).syncResult())
        .satisfies(result ->
            assertThat(Objects.requireNonNull(result).resources())
                .extracting(ResourceResult::name)
                .containsExactly("first", "gate", "last"));
  }

  @Test
  void aNewerCommitTakesThePlaceOfASyncThatHangs() throws Exception {
    var repository = tiphys.git().repository("hangs");
    String target = tiphys.newNamespace();
    repository.commit(Map.of("app/all.yaml", settings("old", 0), "app/hook.yaml", NEVER));
    tiphys.apps().create("hangs", repository, target, "{automated: {}}");
    tiphys
        .apps()
        .await(
            "hangs",
            app ->
                assertThat(state(app).message())
                    .startsWith("waiting for completion of hook /Pod/never"));

    String newer =
        repository.commit(
            "main",
            "without the hook",
            Map.of("app/all.yaml", settings("new", 0)),
            Set.of("app/hook.yaml"));
    tiphys.apps().refresh("hangs");

    var app = tiphys.apps().await("hangs", "Synced", "Healthy");
    assertThat(state(app).operation().sync())
        .satisfies(sync -> assertThat(Objects.requireNonNull(sync).revision()).isEqualTo(newer));
    assertThat(tiphys.has("/api/v1/namespaces/%s/pods/never".formatted(target))).isFalse();
    assertThat(tiphys.has("/api/v1/namespaces/%s/configmaps/old".formatted(target))).isFalse();
    assertThat(tiphys.kubectl().run("get", "events", "-o", "jsonpath={.items[*].message}"))
        .contains(
            "Operation terminated, superseded by %s, while it was waiting for".formatted(newer));
  }

  @Test
  @Behaviour("SYN-35")
  void aFailedSyncIsTriedAgainAsOftenAsItsPolicySays() {
    create(
        "again",
        Map.of(
            "app/all.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings, namespace: nowhere}
            """),
        "{automated: {}, retry: {limit: 2, backoff: {duration: 2s, factor: 1, maxDuration: 3s}}}");

    tiphys
        .apps()
        .await(
            "again",
            app -> {
              assertThat(Apps.phase(app)).isEqualTo("Running");
              assertThat(state(app).retryCount()).isEqualTo(1);
              assertThat(state(app).finishedAt()).isNotNull();
              assertThat(state(app).message())
                  .startsWith("one or more objects failed to apply (dry run), reason: ")
                  .contains("namespaces \"nowhere\" not found")
                  .containsPattern("Retrying attempt #1 at \\d+:\\d\\d[AP]M\\.$");
            });
    var app = tiphys.apps().await("again", it -> assertThat(Apps.phase(it)).isEqualTo("Failed"));
    assertThat(state(app).retryCount()).isEqualTo(2);
    assertThat(state(app).message()).endsWith("(retried 2 times).");
    assertThat(state(app).operation().retry().limit()).isEqualTo(2);
    assertThat(app.operation()).isNull();
    tiphys
        .apps()
        .await(
            "again",
            it ->
                assertThat(it.status().conditions())
                    .anySatisfy(condition -> {
                      assertThat(condition.type()).isEqualTo("SyncError");
                      assertThat(condition.message()).startsWith("Failed last sync attempt to ");
                    }));
  }

  @Test
  @Behaviour("SYN-19")
  void serverSideApplyIsManagedByTheController() throws Exception {
    String target =
        create(
            "server-side",
            Map.of("app/all.yaml", settings("settings", 0)),
            "{automated: {}, syncOptions: [ServerSideApply=true]}");

    var app = tiphys.apps().await("server-side", "Synced", "Healthy");

    assertThat(List.of(state(app).operation().sync()))
        .allSatisfy(sync -> assertThat(sync.syncOptions()).containsExactly("ServerSideApply=true"));
    assertThat(state(app).syncResult())
        .satisfies(result ->
            assertThat(Objects.requireNonNull(result).resources().getFirst().message())
                .isEqualTo("configmap/settings serverside-applied"));
    String path = "/api/v1/namespaces/%s/configmaps/settings".formatted(target);
    assertThat(tiphys.admin().get(path).body())
        .contains("\"manager\":\"argocd-controller\",\"operation\":\"Apply\"")
        .doesNotContain("last-applied-configuration");
  }

  @Test
  @Behaviour("SYN-29")
  void aNamespaceIsMadeWhenTheOptionSaysSo() throws Exception {
    String target = "made-" + Long.toString(System.nanoTime(), 36);
    create(
        "namespace",
        target,
        Map.of("app/all.yaml", settings("settings", 0)),
        "{automated: {}, syncOptions: [CreateNamespace=true]}");

    tiphys.apps().await("namespace", "Synced", "Healthy");

    assertThat(tiphys.has("/api/v1/namespaces/%s/configmaps/settings".formatted(target))).isTrue();
  }

  private static String create(String name, Map<String, String> files, String policy) {
    String target = tiphys.newNamespace();
    create(name, target, files, policy);
    return target;
  }

  private static void create(String name, String target, Map<String, String> files, String policy) {
    var repository = tiphys.git().repository(name);
    repository.commit(files);
    tiphys.apps().create(name, repository, target, policy);
  }

  private static OperationState state(Application app) {
    return Objects.requireNonNull(app.status().operationState(), "no operation yet");
  }

  private static String settings(String name, int wave) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata:
      name: %s
      annotations: {argocd.argoproj.io/sync-wave: "%d"}
    """
        .formatted(name, wave);
  }

  private static final String NEVER =
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
      """;

  private static final String GATE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: gate
        annotations: {argocd.argoproj.io/sync-wave: "1"}
      spec:
        selector: {matchLabels: {app: gate}}
        template:
          metadata: {labels: {app: gate}}
          spec:
            nodeSelector: {no: node}
            containers: [{name: gate, image: "gate:1"}]
      """;

  private static final String THING =
      """
      apiVersion: proof.example/v1
      kind: Proof
      metadata: {name: first}
      ---
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: proofs.proof.example}
      spec:
        group: proof.example
        scope: Namespaced
        names: {kind: Proof, listKind: ProofList, plural: proofs, singular: proof}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object}}
      """;
}
