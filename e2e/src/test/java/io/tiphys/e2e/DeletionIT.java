package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What becomes of an Application's objects when the Application is deleted.
class DeletionIT {

  private static final String FOREGROUND = "resources-finalizer.argocd.argoproj.io";

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  @Test
  @Behaviour("DEL-01")
  void withTheFinalizerItsObjectsGoFirstExceptWhatIsToStay() throws Exception {
    String target = deployed("foreground", List.of(FOREGROUND));
    assertThat(has(target, SETTINGS)).isTrue();

    tiphys.apps().delete("foreground");

    awaitGone("foreground");
    assertThat(has(target, SETTINGS)).isFalse();
    assertThat(has(target, SHOP)).isFalse();
    assertThat(has(target, KEPT)).as("Delete=false").isTrue();
  }

  @Test
  void theApplicationWaitsForItsObjects() throws Exception {
    String target = deployed("patient", List.of(FOREGROUND));
    tiphys.admin().patch(target(target, SETTINGS), "{\"metadata\":{\"finalizers\":[\"a.b/c\"]}}");

    tiphys.apps().delete("patient");

    Await.until(
        "the Deployment goes", () -> assertThat(has(target, SHOP)).isFalse(), () -> "it is there");
    assertThat(tiphys.apps().exists("patient")).isTrue();
    tiphys.admin().patch(target(target, SETTINGS), "{\"metadata\":{\"finalizers\":null}}");
    awaitGone("patient");
  }

  @Test
  @Behaviour("DEL-02")
  void withoutFinalizerItsObjectsStay() throws Exception {
    String target = deployed("released", List.of());

    tiphys.apps().delete("released");

    awaitGone("released");
    assertThat(has(target, SETTINGS)).isTrue();
    assertThat(has(target, SHOP)).isTrue();
  }

  @Test
  @Behaviour("DEL-04")
  void ofAClusterThatNobodyKnowsItIsReleased() {
    tiphys
        .apps()
        .create(
            "lost",
            Map.of("finalizers", List.of(FOREGROUND)),
            """
            project: default
            source: {repoURL: "%s", targetRevision: main, path: app}
            destination: {server: "https://nowhere.example", namespace: default}
            """
                .formatted(repository("lost").fileUrl()));
    tiphys
        .apps()
        .await(
            "lost",
            app ->
                assertThat(app.status().conditions())
                    .anySatisfy(condition -> {
                      assertThat(condition.type()).isEqualTo("InvalidSpecError");
                      assertThat(condition.message()).contains("https://nowhere.example");
                    }));

    tiphys.apps().delete("lost");

    awaitGone("lost");
  }

  @Test
  @Behaviour("DEL-04")
  void withoutItsProjectNothingIsDeletedAndItSaysWhy() throws Exception {
    String path =
        "/apis/argoproj.io/v1alpha1/namespaces/%s/appprojects".formatted(tiphys.namespace());
    assertThat(tiphys.admin().post(path, PROJECT).statusCode()).isEqualTo(201);
    String target = deployed("orphan", "passing", List.of(FOREGROUND));
    tiphys.admin().delete(path + "/passing");

    tiphys.apps().delete("orphan");

    tiphys
        .apps()
        .await(
            "orphan",
            app ->
                assertThat(app.status().conditions())
                    .anySatisfy(condition -> {
                      assertThat(condition.type()).isEqualTo("DeletionError");
                      assertThat(condition.message()).contains("passing");
                    }));
    assertThat(has(target, SETTINGS)).isTrue();
    assertThat(tiphys.admin().post(path, PROJECT).statusCode()).isEqualTo(201);
    awaitGone("orphan");
    assertThat(has(target, SETTINGS)).isFalse();
  }

  @Test
  @Behaviour("DEL-04")
  void aRunningOperationEndsBefore() throws Exception {
    var repository = repository("busy");
    repository.commit(Map.of("app/gate.yaml", GATE, "app/later.yaml", LATER));
    String target = tiphys.newNamespace();
    create("busy", "default", repository, target, List.of(FOREGROUND));
    tiphys.apps().await("busy", app -> assertThat(Apps.phase(app)).isEqualTo("Running"));
    Await.until(
        "the first wave is applied",
        () -> assertThat(has(target, "/apis/apps/v1/namespaces/%s/deployments/gate")).isTrue(),
        tiphys.installation()::logs);

    tiphys.apps().delete("busy");

    tiphys.apps().patch("busy", "{\"metadata\":{\"labels\":{\"look\":\"here\"}}}");
    Thread.sleep(1500);
    assertThat(has(target, "/apis/apps/v1/namespaces/%s/deployments/gate"))
        .as("while the operation runs")
        .isTrue();
    tiphys.apps().patch("busy", "{\"status\":{\"operationState\":{\"phase\":\"Terminating\"}}}");
    awaitGone("busy");
    assertThat(has(target, "/apis/apps/v1/namespaces/%s/deployments/gate")).isFalse();
  }

  private static String deployed(String name, List<String> finalizers) {
    return deployed(name, "default", finalizers);
  }

  private static String deployed(String name, String project, List<String> finalizers) {
    String target = tiphys.newNamespace();
    create(name, project, repository(name), target, finalizers);
    tiphys.apps().await(name, "Synced", "Healthy");
    return target;
  }

  private static void create(
      String name,
      String project,
      TestingRepository repository,
      String target,
      List<String> finalizers) {
    tiphys
        .apps()
        .create(
            name,
            finalizers.isEmpty() ? Map.of() : Map.of("finalizers", finalizers),
            Apps.plain(repository, target, "{automated: {selfHeal: true}}")
                .replace("project: default", "project: " + project));
  }

  private static TestingRepository repository(String name) {
    var repository = tiphys.git().repository(name);
    repository.commit(Map.of("app/all.yaml", OBJECTS));
    return repository;
  }

  private static void awaitGone(String name) {
    Await.until(
        "Application " + name + " goes",
        () -> assertThat(tiphys.apps().exists(name)).isFalse(),
        () -> tiphys.kubectl().run("get", "application", name, "-o", "yaml"));
  }

  private static boolean has(String namespace, String path) throws IOException {
    return tiphys.has(target(namespace, path));
  }

  private static String target(String namespace, String path) {
    return path.formatted(namespace);
  }

  private static final String SETTINGS = "/api/v1/namespaces/%s/configmaps/settings";
  private static final String KEPT = "/api/v1/namespaces/%s/configmaps/kept";
  private static final String SHOP = "/apis/apps/v1/namespaces/%s/deployments/shop";

  private static final String OBJECTS =
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
      kind: ConfigMap
      metadata: {name: settings}
      ---
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: kept
        annotations: {argocd.argoproj.io/sync-options: Delete=false}
      """;

  private static final String GATE =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: gate}
      spec:
        selector: {matchLabels: {app: gate}}
        template:
          metadata: {labels: {app: gate}}
          spec:
            nodeSelector: {no: node}
            containers: [{name: gate, image: "gate:1"}]
      """;

  private static final String LATER =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata:
        name: later
        annotations: {argocd.argoproj.io/sync-wave: "1"}
      """;

  private static final String PROJECT =
      """
      {"apiVersion": "argoproj.io/v1alpha1", "kind": "AppProject", "metadata": {"name": "passing"},
       "spec": {"sourceRepos": ["*"], "destinations": [{"server": "*", "namespace": "*"}]}}
      """;
}
