package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The thin line through everything: a commit, a drift, a prune, a broken commit, the end.
class FromCommitToClusterIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  @Test
  void followsWhatIsCommitted() throws Exception {
    var repository = tiphys.git().repository("follower");
    String target = tiphys.newNamespace();
    String first =
        repository.commit(Map.of("app/settings.yaml", settings("one"), "app/shop.yaml", SHOP));
    tiphys
        .apps()
        .create("follower", repository, target, "{automated: {prune: true, selfHeal: true}}");

    var app = tiphys.apps().await("follower", "Synced", "Healthy");
    assertThat(app.status().sync().revision()).isEqualTo(first);
    assertThat(app.status().history()).hasSize(1);
    assertThat(app.operation()).isNull();

    String second =
        repository.commit(Map.of("app/settings.yaml", settings("two"), "app/shop.yaml", SHOP));
    tiphys.apps().refresh("follower");
    tiphys
        .apps()
        .await(
            "follower",
            it -> {
              assertThat(it.status().sync().revision()).isEqualTo(second);
              assertThat(it.status().sync().status()).isEqualTo("Synced");
              assertThat(it.status().history()).hasSize(2);
            });
    String settings = "/api/v1/namespaces/" + target + "/configmaps/settings";
    assertThat(tiphys.admin().get(settings).body()).contains("\"word\":\"two\"");

    tiphys.admin().patch(settings, "{\"data\":{\"word\":\"by hand\"}}");
    tiphys
        .apps()
        .until(
            "follower",
            "the drift is put back",
            () -> assertThat(tiphys.admin().get(settings).body()).contains("\"word\":\"two\""));

    repository.commit("main", "no settings", Map.of(), Set.of("app/settings.yaml"));
    tiphys.apps().refresh("follower");
    tiphys
        .apps()
        .until(
            "follower",
            "the ConfigMap is pruned",
            () -> assertThat(tiphys.admin().get(settings).statusCode()).isEqualTo(404));

    repository.commit(
        Map.of("app/shop.yaml", SHOP.replace("shop:1", "{{ .image }}").replace("\"", "")));
    tiphys.apps().refresh("follower");
    tiphys
        .apps()
        .await(
            "follower",
            it ->
                assertThat(it.status().conditions())
                    .anySatisfy(
                        condition -> assertThat(condition.type()).isEqualTo("ComparisonError")));
    String shop = "/apis/apps/v1/namespaces/" + target + "/deployments/shop";
    assertThat(tiphys.admin().get(shop).statusCode()).isEqualTo(200);
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
