package io.tiphys.apiserver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.cluster.ClusterBuilder;
import io.tiphys.model.json.JsonTree;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClusterSecretFormTest {

  /// The names that `argocd admin cluster generate-spec` of 3.2 gives.
  @ParameterizedTest
  @CsvSource({
    "https://kubernetes.default.svc, cluster-kubernetes.default.svc-3396314289",
    "https://127.0.0.1:26443, cluster-127.0.0.1-1808622556",
    "https://[2001:db8::1]:6443, cluster-2001-db8--1-839939757",
    "https://User@Exa_mple.COM:6443/k8s/clusters/c-1, cluster-exa_mple.com-2285764559",
    "https://exa.com?foo=1, cluster-exa.com-284920320",
    "http://a.b.c, cluster-a.b.c-3379821169"
  })
  void isNamedAsTheOriginalNamesIt(String server, String name) {
    assertThat(ClusterSecretForm.name(server)).isEqualTo(name);
  }

  @Test
  void keepsWhatIsNotOursInASecret() {
    var present =
        Map.<String, Object>of(
            "metadata",
            Map.of("resourceVersion", "7", "labels", Map.of("old", "x")),
            "data",
            Map.of("shard", "Mw==", "note", "a2VwdA=="));
    var cluster =
        ClusterBuilder.builder()
            .server("https://a")
            .name("a")
            .namespaces(List.of("x", "y"))
            .labels(Map.of("env", "prod"))
            .refreshRequestedAt(Instant.parse("2026-01-02T03:04:05.678Z"))
            .build();
    var secret = ClusterSecretForm.apply(cluster, Map.copyOf(present));
    var metadata = JsonTree.objectOrEmpty(secret.get("metadata"));
    assertThat(metadata).containsEntry("resourceVersion", "7");
    assertThat(metadata.get("labels"))
        .isEqualTo(Map.of("env", "prod", "argocd.argoproj.io/secret-type", "cluster"));
    assertThat(metadata.get("annotations"))
        .isEqualTo(
            Map.of(
                "managed-by",
                "argocd.argoproj.io",
                "argocd.argoproj.io/refresh",
                "2026-01-02T03:04:05Z"));
    var data = JsonTree.objectOrEmpty(secret.get("data"));
    assertThat(data).containsOnlyKeys("server", "name", "config", "namespaces", "note");
    assertThat(data).containsEntry("namespaces", base64("x,y")).containsEntry("note", "a2VwdA==");
    assertThat(data).containsEntry("config", base64("{\"tlsClientConfig\":{\"insecure\":false}}"));
  }

  @Test
  void aProxysUserIsNotShown() {
    assertThat(ClusterAnswers.withoutUser("http://u:p@proxy:3128/x"))
        .isEqualTo("http://proxy:3128/x");
    assertThat(ClusterAnswers.withoutUser("u:p@proxy")).isEqualTo("proxy");
    assertThat(ClusterAnswers.withoutUser("http://proxy/a@b")).isEqualTo("http://proxy/a@b");
    assertThat(ClusterAnswers.withoutUser("")).isEmpty();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes());
  }
}
