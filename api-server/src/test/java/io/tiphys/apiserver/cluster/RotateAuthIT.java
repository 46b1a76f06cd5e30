package io.tiphys.apiserver.cluster;

import static io.tiphys.apiserver.cluster.TestingClusterOperations.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.cluster.ClusterCreateRequest;
import io.tiphys.proto.cluster.ClusterResponse;
import io.tiphys.proto.cluster.ClusterServiceGrpc;
import io.tiphys.proto.v1alpha1.Cluster;
import io.tiphys.testkit.cluster.TestingCluster;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RotateAuthIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private TestingClusterOperations operations;

  @BeforeEach
  void open() throws Exception {
    operations = new TestingClusterOperations(cluster);
  }

  @AfterEach
  void close() {
    operations.close();
  }

  @Test
  void aNewTokenTakesTheOldOnesPlace() throws Exception {
    String old = tokenOfAnAdministrator();
    register("rotated", old);
    assertThat(operations.ask(ClusterServiceGrpc.getRotateAuthMethod(), named("rotated")))
        .isEqualTo(ClusterResponse.getDefaultInstance());
    var config = operations.registered().byName("rotated").getFirst().cluster().config();
    assertThat(config.bearerToken()).isNotEmpty().isNotEqualTo(old);
    assertThat(operations.installation.secretData("manager-first")).isEmpty();
    var rotation = TokenRotation.of(config.bearerToken());
    assertThat(rotation.account()).isEqualTo("manager");
    assertThat(operations.installation.secretData(rotation.secret())).containsKey("token");
    var references =
        JsonTree.listOrEmpty(
            operations.installation.object("serviceaccounts/manager").get("secrets"));
    assertThat(references)
        .extracting(it -> JsonTree.objectOrEmpty(it).get("name"))
        .containsExactly(rotation.secret());
    // and once more, with the token that it made
    operations.ask(ClusterServiceGrpc.getRotateAuthMethod(), named("rotated"));
    assertThat(operations.installation.secretData(rotation.secret())).isEmpty();
  }

  @Test
  void onlyTokensOfSecretsAreRotated() throws Exception {
    register("static", cluster.connection().token());
    var refusal = operations.refusal(ClusterServiceGrpc.getRotateAuthMethod(), named("static"));
    assertThat(refusal.code()).isEqualTo(Status.Code.INVALID_ARGUMENT);
    assertThat(refusal.text())
        .startsWith("failed to parse service account token")
        .doesNotContain(cluster.connection().token());
    assertThat(
            operations
                .refusal(ClusterServiceGrpc.getRotateAuthMethod(), named("in-cluster"))
                .text())
        .isEqualTo(
            "Cluster 'https://kubernetes.default.svc' does not use bearer token authentication");
  }

  private void register(String name, String token) throws InterruptedException {
    var config = operations.reachable(name).getConfig().toBuilder().setBearerToken(token);
    Cluster wanted = operations.reachable(name).toBuilder().setConfig(config).build();
    operations.ask(
        ClusterServiceGrpc.getCreateMethod(),
        ClusterCreateRequest.newBuilder().setCluster(wanted).build());
  }

  private String tokenOfAnAdministrator() throws Exception {
    operations.installation.create("serviceaccounts", "{\"metadata\":{\"name\":\"manager\"}}");
    String bindings =
        "/apis/rbac.authorization.k8s.io/v1/namespaces/" + cluster.namespace() + "/rolebindings";
    var bound =
        cluster
            .admin()
            .post(
                bindings,
                """
                {"metadata":{"name":"manager"},
                 "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole",
                            "name":"cluster-admin"},
                 "subjects":[{"kind":"ServiceAccount","name":"manager"}]}
                """);
    assertThat(bound.statusCode()).as(bound.body()).isEqualTo(201);
    operations.installation.create(
        "secrets",
        """
        {"type":"kubernetes.io/service-account-token",
         "metadata":{"name":"manager-first",
                     "annotations":{"kubernetes.io/service-account.name":"manager"}}}
        """);
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!operations.installation.secretData("manager-first").containsKey("token")) {
      assertThat(System.nanoTime()).as("signed in time").isLessThan(deadline);
      Thread.sleep(50);
    }
    return String.valueOf(operations.installation.secretData("manager-first").get("token"));
  }
}
