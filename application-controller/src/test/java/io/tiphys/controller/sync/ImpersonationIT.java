package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.cluster.TestingDestination;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.cluster.Kubectl;
import io.tiphys.testkit.cluster.TestingCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// A sync in the name of a service account may do what that account may do and nothing else.
class ImpersonationIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final String SETTINGS =
      """
      apiVersion: v1
      kind: ConfigMap
      metadata: {name: settings}
      data: {a: b}
      """;

  private static final String SECRET =
      """
      apiVersion: v1
      kind: Secret
      metadata: {name: login}
      """;

  @Test
  @Behaviour("SYN-42")
  void itIsRefusedWhatTheAccountMayNot() throws Exception {
    String namespace = cluster.namespace();
    var kubectl = Kubectl.of(cluster);
    kubectl.run("create", "serviceaccount", "deployer");
    kubectl.run(
        "create",
        "role",
        "deployer",
        "--verb=get,create,patch,update,delete",
        "--resource=configmaps");
    kubectl.run(
        "create",
        "rolebinding",
        "deployer",
        "--role=deployer",
        "--serviceaccount=" + namespace + ":deployer");
    try (var destination = new TestingDestination(cluster)) {
      var app =
          new TestingOperation(
              destination
                  .cluster()
                  .impersonating(Impersonation.serviceAccount(namespace, "deployer")),
              namespace);

      var mayIt = app.wants(SETTINGS).sync("{}");
      assertThat(mayIt.phase()).as(mayIt.message()).isEqualTo("Succeeded");
      var refused = app.wants(SETTINGS, SECRET).sync("{}");

      assertThat(refused.phase()).isEqualTo("Failed");
      assertThat(app.result("login").message())
          .contains(
              "secrets is forbidden: User \"system:serviceaccount:%s:deployer\" cannot create resource \"secrets\""
                  .formatted(namespace));
      var pruned = app.wants(SECRET).sync("{prune: true}");
      assertThat(pruned.phase()).isEqualTo("Failed");
      assertThat(kubectl.run("get", "configmap", "settings", "-o", "name")).contains("settings");
    }
  }
}
