package io.tiphys.testkit.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.process.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TestingClusterIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @Test
  void theControllerManagerMakesWhatADeploymentOwns() throws Exception {
    kubectl("create", "deployment", "web", "--image=web:1", "--replicas=2");
    assertThat(kubectl("wait", "replicaset", "--selector=app=web", "--for=create", "--timeout=60s"))
        .contains("condition met");
  }

  @Test
  void eachTestHasANamespaceOfItsOwn() throws Exception {
    assertThat(kubectl("get", "deployments")).contains("No resources found");
  }

  private static String kubectl(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Tools.path("kubectl").toString());
    command.addAll(
        List.of(
            "--kubeconfig",
            cluster.connection().kubeconfig().toString(),
            "--namespace",
            cluster.namespace()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return printed;
  }
}
