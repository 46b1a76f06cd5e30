package io.tiphys.apiserver.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

class RevokedTokensIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private Instant now = Instant.parse("2026-03-01T10:00:00Z");

  /// Ids that are noted down in one Secret.
  private static final List<String> IDS =
      IntStream.range(0, 1000)
          .mapToObj(Integer::toString)
          .filter(it -> TokenKey.of(it).shard() == '0')
          .limit(3)
          .toList();

  private static KubeClient client(String token) {
    var connection = cluster.connection();
    return new KubeClient(
        new ClusterAccess(
            connection.server(),
            new Auth.Bearer(token),
            Tls.trusting(connection.certificateAuthority())),
        KubeClientOptions.DEFAULT);
  }

  private RevokedTokens start(KubeClient kube) throws InterruptedException {
    var tokens = RevokedTokens.start(kube, cluster.namespace(), () -> now);
    assertThat(tokens.awaitKnown(Duration.ofSeconds(60))).isTrue();
    return tokens;
  }

  private Set<String> keys() throws Exception {
    String path = "/api/v1/namespaces/" + cluster.namespace() + "/secrets/tiphys-revoked-tokens-0";
    byte[] json = cluster.admin().get(path).body().getBytes(StandardCharsets.UTF_8);
    return JsonTree.objectOrEmpty(JsonTree.parseObject(json).get("data")).keySet();
  }

  private static String key(int index) {
    return TokenKey.of(IDS.get(index)).hex();
  }

  @Test
  void whatHasExpiredIsTakenOutWithTheNext() throws Exception {
    try (var kube = client(cluster.connection().token());
        var tokens = start(kube)) {
      tokens.add(IDS.get(0), Optional.of(now.plusSeconds(60)));
      tokens.add(IDS.get(1), Optional.empty());
      assertThat(keys()).containsExactlyInAnyOrder(key(0), key(1));
      try (var after = start(kube)) {
        now = now.plusSeconds(61);
        after.add(IDS.get(2), Optional.of(now.plusSeconds(60)));
        assertThat(keys()).containsExactlyInAnyOrder(key(1), key(2));
        assertThat(IDS).filteredOn(after::contains).contains(IDS.get(1), IDS.get(2));
      }
    }
  }

  @Test
  @Timeout(60)
  void anotherSecretWithTheLabelChangesNothing() throws Exception {
    try (var kube = client(cluster.connection().token());
        var tokens = start(kube)) {
      tokens.add(IDS.get(0), Optional.of(now.plusSeconds(60)));
      try (var other = start(kube)) {
        String secrets = "/api/v1/namespaces/" + cluster.namespace() + "/secrets";
        String labels = "{\"tiphys.io/revoked-tokens\":\"true\"}";
        cluster.admin().post(secrets, "{\"metadata\":{\"name\":\"x0\",\"labels\":" + labels + "}}");
        cluster.admin().delete(secrets + "/x0");
        long before = other.generation();
        tokens.add(IDS.get(1), Optional.of(now.plusSeconds(60))); // told after the other two
        while (other.generation() == before) {
          Thread.sleep(10);
        }
        assertThat(other.contains(IDS.get(0))).isTrue();
      }
    }
  }

  @Test
  void whatHasExpiredAnywayIsNotNotedDown() throws Exception {
    try (var kube = client(cluster.connection().token());
        var tokens = start(kube)) {
      tokens.add(IDS.get(0), Optional.of(now));
      assertThat(keys()).isEmpty();
    }
  }

  @Test
  void whoCannotWriteItDownSaysSo() {
    try (var kube = client("nobody");
        var tokens = RevokedTokens.start(kube, cluster.namespace(), () -> now)) {
      assertThatThrownBy(() -> tokens.add("x", Optional.empty()))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("the session cannot be ended for good");
      assertThat(tokens.contains("x")).isTrue();
    }
  }
}
