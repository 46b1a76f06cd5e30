package io.tiphys.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestingClusterIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @Test
  void theControllerManagerMakesWhatADeploymentOwns() {
    Kubectl kubectl = Kubectl.of(cluster);
    kubectl.run("create", "deployment", "web", "--image=web:1", "--replicas=2");
    assertThat(
            kubectl.run(
                "wait", "replicaset", "--selector=app=web", "--for=create", "--timeout=60s"))
        .contains("condition met");
  }

  @Test
  void eachTestHasANamespaceOfItsOwn() {
    assertThat(Kubectl.of(cluster).run("get", "deployments")).contains("No resources found");
  }
}
