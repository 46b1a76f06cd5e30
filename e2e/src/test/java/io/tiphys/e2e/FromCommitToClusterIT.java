package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The thin line through everything: a commit, a drift, a prune, a broken commit, the end.
class FromCommitToClusterIT {

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
  void followsWhatIsCommitted() throws Exception {
    var repository = git.repository("shop");
    String target = cluster.newNamespace();
    String first =
        repository.commit(Map.of("app/settings.yaml", settings("one"), "app/shop.yaml", SHOP));
    apps.create(
        "shop",
        """
        project: default
        source: {repoURL: "%s", targetRevision: main, path: app}
        destination: {server: "https://kubernetes.default.svc", namespace: %s}
        syncPolicy: {automated: {prune: true, selfHeal: true}}
        """
            .formatted(repository.fileUrl(), target));

    var app = apps.await("shop", "Synced", "Healthy");
    assertThat(app.status().sync().revision()).isEqualTo(first);
    assertThat(app.status().history()).hasSize(1);
    assertThat(app.operation()).isNull();

    String second =
        repository.commit(Map.of("app/settings.yaml", settings("two"), "app/shop.yaml", SHOP));
    apps.refresh("shop");
    apps.await(
        "shop",
        it -> {
          assertThat(it.status().sync().revision()).isEqualTo(second);
          assertThat(it.status().sync().status()).isEqualTo("Synced");
          assertThat(it.status().history()).hasSize(2);
        });
    String settings = "/api/v1/namespaces/" + target + "/configmaps/settings";
    assertThat(cluster.admin().get(settings).body()).contains("\"word\":\"two\"");

    cluster.admin().patch(settings, "{\"data\":{\"word\":\"by hand\"}}");
    apps.until(
        "shop",
        "the drift is put back",
        () -> assertThat(cluster.admin().get(settings).body()).contains("\"word\":\"two\""));

    repository.commit("main", "no settings", Map.of(), Set.of("app/settings.yaml"));
    apps.refresh("shop");
    apps.until(
        "shop",
        "the ConfigMap is pruned",
        () -> assertThat(cluster.admin().get(settings).statusCode()).isEqualTo(404));

    repository.commit(
        Map.of("app/shop.yaml", SHOP.replace("shop:1", "{{ .image }}").replace("\"", "")));
    apps.refresh("shop");
    apps.await(
        "shop",
        it ->
            assertThat(it.status().conditions())
                .anySatisfy(
                    condition -> assertThat(condition.type()).isEqualTo("ComparisonError")));
    String shop = "/apis/apps/v1/namespaces/" + target + "/deployments/shop";
    assertThat(cluster.admin().get(shop).statusCode()).isEqualTo(200);
  }

  private static String settings(String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings}
    data: {word: %s}
    """
        .formatted(word);
  }

  private static final String SHOP =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: shop}
      spec:
        replicas: 1
        selector: {matchLabels: {app: shop}}
        template:
          metadata: {labels: {app: shop}}
          spec:
            containers: [{name: shop, image: "shop:1", resources: {requests: {cpu: 10m}}}]
      """;
}
