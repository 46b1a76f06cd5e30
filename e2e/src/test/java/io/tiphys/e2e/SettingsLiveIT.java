package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What an administrator writes into ConfigMaps counts without a restart.
class SettingsLiveIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  private final TestingGit git = TestingGit.start();
  private Installation tiphys;
  private Apps apps;

  @BeforeEach
  void start() {
    tiphys = Installation.standalone(cluster, Map.of());
    apps = new Apps(cluster, cluster.namespace(), tiphys);
  }

  @AfterEach
  void stop() {
    tiphys.close();
    git.close();
  }

  @Test
  void anExcludedKindIsNoLongerWatchedAndALabelMarksObjects() throws Exception {
    var repository = git.repository("live");
    String target = cluster.newNamespace();
    repository.commit(
        Map.of(
            "all.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: marked}
            """));
    apps.create(
        "live",
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: .}
        destination: {server: "%s", namespace: %s}
        syncPolicy: {automated: {selfHeal: true}}
        """
            .formatted(repository.fileUrl(), Apps.IN_CLUSTER, target));
    apps.await("live", "Synced", "Healthy");

    settings("{\"application.resourceTrackingMethod\": \"label\"}");
    String path = "/api/v1/namespaces/" + target + "/configmaps/marked";
    apps.until(
        "live",
        "the object is marked by a label",
        () ->
            assertThat(cluster.admin().get(path).body())
                .contains("\"app.kubernetes.io/instance\":\"live\""));
    apps.await("live", "Synced", "Healthy");

    settings(
        """
        {"application.resourceTrackingMethod": "label",
         "resource.exclusions": "- {apiGroups: [\\"\\"], kinds: [ConfigMap]}"}
        """);
    apps.await(
        "live",
        it ->
            assertThat(it.status().conditions())
                .anySatisfy(one -> assertThat(one.type()).isEqualTo("ExcludedResourceWarning")));
    assertThat(cluster.admin().get(path).statusCode()).as("it is left alone").isEqualTo(200);
  }

  @Test
  void aBindingWithAnotherRoleIsMadeAgain() throws Exception {
    var repository = git.repository("roles");
    String target = cluster.newNamespace();
    repository.commit(Map.of("all.yaml", binding("reader")));
    apps.create(
        "roles",
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: .}
        destination: {server: "%s", namespace: %s}
        syncPolicy: {automated: {}}
        """
            .formatted(repository.fileUrl(), Apps.IN_CLUSTER, target));
    apps.await("roles", "Synced", "Healthy");

    String second = repository.commit(Map.of("all.yaml", binding("writer")));
    apps.refresh("roles");
    apps.await(
        "roles",
        it -> {
          assertThat(it.status().sync().revision()).isEqualTo(second);
          assertThat(it.status().sync().status()).isEqualTo("Synced");
        });
    assertThat(
            cluster
                .admin()
                .get(
                    "/apis/rbac.authorization.k8s.io/v1/namespaces/"
                        + target
                        + "/rolebindings/team")
                .body())
        .contains("\"name\":\"writer\"");
  }

  private static String binding(String role) {
    return """
    apiVersion: rbac.authorization.k8s.io/v1
    kind: RoleBinding
    metadata: {name: team}
    roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
    subjects: [{kind: User, name: ada, apiGroup: rbac.authorization.k8s.io}]
    """
        .formatted(role);
  }

  private static void settings(String data) throws Exception {
    var answer =
        cluster
            .admin()
            .apply(
                "/api/v1/namespaces/" + cluster.namespace() + "/configmaps/argocd-cm",
                """
                {"apiVersion": "v1", "kind": "ConfigMap",
                 "metadata": {"name": "argocd-cm", "namespace": "%s",
                   "labels": {"app.kubernetes.io/part-of": "argocd"}},
                 "data": %s}
                """
                    .formatted(cluster.namespace(), data));
    assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
  }
}
