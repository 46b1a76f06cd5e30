package io.tiphys.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SimulatedNodesIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.withNodes(1);

  @Test
  void aDeploymentsPodsComeToRun() throws Exception {
    Kubectl kubectl = Kubectl.of(cluster);
    kubectl.run("create", "deployment", "web", "--image=web:1", "--replicas=2");
    assertThat(kubectl.run("rollout", "status", "deployment/web", "--timeout=60s"))
        .contains("successfully rolled out");
  }

  @Test
  void aJobCompletes() throws Exception {
    Kubectl kubectl = Kubectl.of(cluster);
    kubectl.run("create", "job", "once", "--image=once:1");
    assertThat(kubectl.run("wait", "job/once", "--for=condition=complete", "--timeout=60s"))
        .contains("condition met");
  }
}
