package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.YamlTree;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What kubectl shows of an Application, field by field as Argo CD writes it.
@Behaviour("DIF-21")
class StatusIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  @Test
  @Behaviour("HLT-13")
  void anAutomatedApplicationThatIsSyncedHasEveryField() {
    var repository = tiphys.git().repository("automated");
    String target = tiphys.newNamespace();
    String revision = repository.commit(Map.of("app/all.yaml", SHOP));
    tiphys
        .apps()
        .create("automated", repository, target, "{automated: {prune: true, selfHeal: true}}");

    tiphys.apps().await("automated", "Synced", "Healthy");

    var application = JsonTree.objectOrEmpty(SharedTiphys.tree(yaml("automated")));
    assertThat(application).doesNotContainKey("operation");
    var metadata = JsonTree.objectOrEmpty(application.get("metadata"));
    assertThat(JsonTree.objectOrEmpty(metadata.get("annotations")))
        .containsOnlyKeys("tiphys.io/sync-history");
    assertThat(YamlTree.write(withoutTimes(application.get("status"))))
        .isEqualTo(
            expected(
                """
                controllerNamespace: $CONTROL_PLANE
                health: {lastTransitionTime: a time, status: Healthy}
                history:
                - deployStartedAt: a time
                  deployedAt: a time
                  id: 0
                  initiatedBy: {automated: true}
                  revision: $REVISION
                  source: {path: app, repoURL: $REPOSITORY, targetRevision: main}
                operationState:
                  finishedAt: a time
                  message: successfully synced (all tasks run)
                  operation:
                    initiatedBy: {automated: true}
                    retry: {limit: 5}
                    sync: {prune: true, revision: $REVISION}
                  phase: Succeeded
                  startedAt: a time
                  syncResult:
                    resources:
                    - group: ""
                      hookPhase: Running
                      kind: ConfigMap
                      message: configmap/settings created
                      name: settings
                      namespace: $TARGET
                      status: Synced
                      syncPhase: Sync
                      version: v1
                    - group: ""
                      hookPhase: Running
                      kind: Service
                      message: service/shop created
                      name: shop
                      namespace: $TARGET
                      status: Synced
                      syncPhase: Sync
                      version: v1
                    - group: apps
                      hookPhase: Running
                      images: ["shop:1"]
                      kind: Deployment
                      message: deployment.apps/shop created
                      name: shop
                      namespace: $TARGET
                      status: Synced
                      syncPhase: Sync
                      version: v1
                    revision: $REVISION
                    source: {path: app, repoURL: $REPOSITORY, targetRevision: main}
                reconciledAt: a time
                resourceHealthSource: appTree
                resources:
                - {kind: ConfigMap, name: settings, namespace: $TARGET, status: Synced, version: v1}
                - {kind: Service, name: shop, namespace: $TARGET, status: Synced, version: v1}
                - group: apps
                  kind: Deployment
                  name: shop
                  namespace: $TARGET
                  status: Synced
                  version: v1
                sourceHydrator: {}
                sourceType: Directory
                summary: {images: ["shop:1"]}
                sync:
                  comparedTo:
                    destination: {namespace: $TARGET, server: "https://kubernetes.default.svc"}
                    source: {path: app, repoURL: $REPOSITORY, targetRevision: main}
                  revision: $REVISION
                  status: Synced
                """,
                Map.of(
                    "$CONTROL_PLANE",
                    tiphys.namespace(),
                    "$REVISION",
                    revision,
                    "$REPOSITORY",
                    repository.fileUrl(),
                    "$TARGET",
                    target)));
  }

  @Test
  void aSyncThatSomebodyAskedForIsNotedAsTheirs() {
    var repository = tiphys.git().repository("by-hand");
    String target = tiphys.newNamespace();
    String revision = repository.commit(Map.of("app/all.yaml", SHOP));
    tiphys.apps().create("by-hand", repository, target, "{}");
    tiphys.apps().await("by-hand", "OutOfSync", "Missing");
    assertThat(tiphys.apps().get("by-hand").status().operationState()).isNull();

    tiphys
        .apps()
        .patch(
            "by-hand",
            """
            {"operation": {"initiatedBy": {"username": "ada"}, "info": [{"name": "why", "value": "it is time"}],
                           "sync": {"syncStrategy": {"hook": {}}}}}
            """);

    var app = tiphys.apps().await("by-hand", "Synced", "Healthy");
    var application = JsonTree.objectOrEmpty(SharedTiphys.tree(yaml("by-hand")));
    assertThat(application).doesNotContainKey("operation");
    var status = JsonTree.objectOrEmpty(application.get("status"));
    var state = JsonTree.objectOrEmpty(status.get("operationState"));
    assertThat(YamlTree.write(state.get("operation")))
        .isEqualTo(
            expected(
                """
                info: [{name: why, value: it is time}]
                initiatedBy: {username: ada}
                retry: {}
                sync: {syncStrategy: {hook: {}}}
                """,
                Map.of()));
    assertThat(app.status().history().getFirst().initiatedBy().username()).isEqualTo("ada");
    assertThat(app.status().sync().revision()).isEqualTo(revision);
  }

  @Test
  void kubectlShowsTheColumns() {
    var repository = tiphys.git().repository("columns");
    String revision = repository.commit(Map.of("app/all.yaml", SHOP));
    tiphys.apps().create("columns", repository, tiphys.newNamespace(), "{}");
    tiphys.apps().await("columns", "OutOfSync", "Missing");

    assertThat(columns("get", "applications", "columns"))
        .containsExactly(
            List.of("NAME", "SYNC STATUS", "HEALTH STATUS"),
            List.of("columns", "OutOfSync", "Missing"));
    assertThat(columns("get", "app", "columns", "-o", "wide"))
        .containsExactly(
            List.of("NAME", "SYNC STATUS", "HEALTH STATUS", "REVISION", "PROJECT"),
            List.of("columns", "OutOfSync", "Missing", revision, "default"));
  }

  @Test
  void theProjectDefaultIsThereAndPermitsEverything() {
    var project =
        JsonTree.objectOrEmpty(
            SharedTiphys.tree(tiphys.kubectl().run("get", "appproject", "default", "-o", "yaml")));
    assertThat(YamlTree.write(project.get("spec")))
        .isEqualTo(
            expected(
                """
                clusterResourceWhitelist: [{group: "*", kind: "*"}]
                destinations: [{namespace: "*", server: "*"}]
                sourceRepos: ["*"]
                """,
                Map.of()));
  }

  private static String yaml(String name) {
    return tiphys.kubectl().run("get", "application", name, "-o", "yaml");
  }

  private static List<List<String>> columns(String... command) {
    return tiphys
        .kubectl()
        .run(command)
        .lines()
        .map(line -> List.of(line.strip().split("   *")))
        .toList();
  }

  private static String expected(String yaml, Map<String, String> values) {
    String text = yaml;
    for (var value : values.entrySet()) {
      text = text.replace(value.getKey(), value.getValue());
    }
    return YamlTree.write(SharedTiphys.tree(text));
  }

  private static @Nullable Object withoutTimes(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var copy = new TreeMap<String, @Nullable Object>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), withoutTimes(value)));
        yield copy;
      }
      case List<?> list -> list.stream().map(StatusIT::withoutTimes).toList();
      case String text when text.matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ") -> "a time";
      case null, default -> tree;
    };
  }

  private static final String SHOP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers: [{name: shop, image: "shop:1"}]
      ---
      apiVersion: v1
      kind: Service
      metadata: {name: shop}
      spec:
        selector: {app: shop}
        ports: [{port: 80}]
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {word: one}
      """;
}
