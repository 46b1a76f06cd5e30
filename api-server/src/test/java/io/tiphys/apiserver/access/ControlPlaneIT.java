package io.tiphys.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Tls;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A namespace of a real API server, and replicas that work in it.
abstract class ControlPlaneIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private final List<AutoCloseable> opened = new ArrayList<>();
  KubeClient kube;

  @BeforeEach
  void connect() {
    var connection = cluster.connection();
    kube =
        new KubeClient(
            new ClusterAccess(
                connection.server(),
                new Auth.Bearer(connection.token()),
                Tls.trusting(connection.certificateAuthority())),
            KubeClientOptions.DEFAULT);
    opened.add(kube);
  }

  @AfterEach
  void disconnect() throws Exception {
    for (AutoCloseable one : opened.reversed()) {
      one.close();
    }
  }

  TestingAccess replica() throws InterruptedException {
    var replica = TestingAccess.start(kube, cluster.namespace());
    opened.add(replica);
    return replica;
  }

  void configMap(String name, Map<String, String> data) throws IOException {
    var object = Map.of("metadata", Map.of("name", name), "data", data);
    assertThat(cluster.admin().post(path("configmaps"), JsonTree.writeString(object)).statusCode())
        .isEqualTo(201);
  }

  void change(String name, Map<String, String> data) throws IOException {
    cluster
        .admin()
        .patch(path("configmaps") + "/" + name, JsonTree.writeString(Map.of("data", data)));
  }

  /// The decoded values of a Secret; empty when there is none.
  Map<String, String> secret(String name) throws IOException {
    var answer = cluster.admin().get(path("secrets") + "/" + name);
    var values = new HashMap<String, String>();
    JsonTree.objectOrEmpty(
            JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8)).get("data"))
        .forEach((key, value) ->
            values.put(
                key,
                new String(
                    Base64.getDecoder().decode(String.valueOf(value)), StandardCharsets.UTF_8)));
    return values;
  }

  String initialPassword() throws IOException {
    return secret("argocd-initial-admin-secret").getOrDefault("password", "");
  }

  static String path(String plural) {
    return "/api/v1/namespaces/" + cluster.namespace() + "/" + plural;
  }

  static void until(String what, BooleanSupplier condition) throws InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(10);
    }
  }
}
