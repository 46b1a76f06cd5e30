package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.Kubectl;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a project means for its Applications: when they are synced, what they inherit, and that it
/// does not go before them.
class ProjectIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.alone();

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      """;

  private static final String OPEN =
      "\"sourceRepos\":[\"*\"],\"destinations\":[{\"server\":\"*\",\"namespace\":\"*\"}]";

  private static final String DENY =
      """
      "syncWindows":[{"kind":"deny","schedule":"* * * * *","duration":"1h","applications":["*"]%s}]
      """;

  @Test
  @Behaviour({"SYN-40", "SYN-41"})
  void syncsWaitForTheirWindow() throws Exception {
    project("closed", "", OPEN + "," + DENY.formatted(""));
    String target = application("automatic", "closed", "{automated: {}}");
    application("asked", "closed", "{}");
    tiphys.apps().await("automatic", "OutOfSync", "Missing");
    tiphys.apps().await("asked", "OutOfSync", "Missing");

    sync("asked");
    tiphys
        .apps()
        .await(
            "asked",
            app -> assertThat(message(app)).isEqualTo("Sync operation blocked by sync window"));
    tiphys
        .admin()
        .patch(path() + "/closed", "{\"spec\":{" + DENY.formatted(",\"manualSync\":true") + "}}");
    tiphys.apps().await("asked", "Synced", "Healthy");
    assertThat(tiphys.apps().get("automatic").operation()).isNull();
    assertThat(tiphys.has("/api/v1/namespaces/" + target + "/configmaps/settings")).isFalse();

    tiphys.admin().patch(path() + "/closed", "{\"spec\":{\"syncWindows\":[]}}");
    tiphys.apps().await("automatic", "Synced", "Healthy");
  }

  @Test
  @Behaviour("SYN-42")
  void itsServiceAccountActsForItsApplications() throws Exception {
    String accounts =
        """
        "destinationServiceAccounts":[{"server":"*","namespace":"*","defaultServiceAccount":"deployer"}]
        """;
    setting("application.sync.impersonation.enabled", "true");
    setting("application.sync.impersonation.enforced", "false");
    project("acting", "", OPEN + "," + accounts);
    String target = application("acts", "acting", "{}");
    tiphys.apps().await("acts", "OutOfSync", "Missing");

    sync("acts");
    var refused =
        tiphys.apps().await("acts", app -> assertThat(Apps.phase(app)).isEqualTo("Failed"));
    assertThat(message(refused))
        .contains("User \"system:serviceaccount:%s:deployer\" cannot".formatted(target));

    var kubectl = new Kubectl(tiphys.connection(), target);
    kubectl.run("create", "serviceaccount", "deployer");
    kubectl.run(
        "create", "role", "deployer", "--verb=get,create,patch,update", "--resource=configmaps");
    kubectl.run(
        "create",
        "rolebinding",
        "deployer",
        "--role=deployer",
        "--serviceaccount=" + target + ":deployer");
    sync("acts");
    tiphys.apps().await("acts", "Synced", "Healthy");
  }

  private static void sync(String app) {
    tiphys
        .apps()
        .patch(app, "{\"operation\":{\"initiatedBy\":{\"username\":\"ada\"},\"sync\":{}}}");
  }

  /// Says one thing in `argocd-cm`.
  private static void setting(String name, String value) {
    tiphys.kubectl().run("create", "configmap", "argocd-cm"); // it may be there
    tiphys
        .kubectl()
        .run(
            "patch",
            "configmap",
            "argocd-cm",
            "--patch",
            "{\"data\":{\"%s\":\"%s\"}}".formatted(name, value));
  }

  @Test
  @Behaviour("DEL-06")
  void aProjectInheritsAndGoesAfterItsLastApplication() throws Exception {
    setting("globalProjects", "[{projectName: base, labelSelector: {matchLabels: {tier: gold}}}]");
    project("base", "", OPEN);
    project(
        "heir",
        "\"labels\":{\"tier\":\"gold\"},\"finalizers\":[\"resources-finalizer.argocd.argoproj.io\"],",
        "");
    application("inherits", "heir", "{automated: {}}");
    tiphys.apps().await("inherits", "Synced", "Healthy");

    tiphys.admin().delete(path() + "/heir");
    tiphys.apps().refresh("inherits");
    tiphys.apps().await("inherits", "Synced", "Healthy");
    assertThat(tiphys.has(path() + "/heir")).isTrue();
    tiphys.apps().delete("inherits");
    Await.until(
        "the project is gone", () -> assertThat(tiphys.has(path() + "/heir")).isFalse(), () -> "");
  }

  private static String path() {
    return "/apis/argoproj.io/v1alpha1/namespaces/" + tiphys.namespace() + "/appprojects";
  }

  private static void project(String name, String metadata, String spec) throws Exception {
    var answer =
        tiphys
            .admin()
            .post(
                path(),
                """
                {"apiVersion":"argoproj.io/v1alpha1","kind":"AppProject",
                 "metadata":{%s"name":"%s"},"spec":{%s}}
                """
                    .formatted(metadata, name, spec));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
  }

  /// @return the namespace that it goes to
  private static String application(String name, String project, String syncPolicy)
      throws Exception {
    var repository = tiphys.git().repository(name);
    repository.commit(Map.of("a.yaml", SETTINGS));
    String target = tiphys.newNamespace();
    tiphys
        .apps()
        .create(
            name,
            """
            project: %s
            source: {repoURL: "%s", targetRevision: main, path: .}
            destination: {server: "%s", namespace: %s}
            syncPolicy: %s
            """
                .formatted(project, repository.fileUrl(), Apps.IN_CLUSTER, target, syncPolicy));
    return target;
  }

  private static String message(Application app) {
    var state = app.status().operationState();
    return state == null ? "" : state.message();
  }
}
