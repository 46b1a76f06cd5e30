package io.tiphys.kube.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.testkit.cluster.TestingCluster;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @Test
  void knows_how_each_kind_is_addressed() {
    try (KubeClient client = TestingAccess.client(cluster.connection())) {
      ApiResources resources = found(client);
      ApiResource deployment =
          resources.preferred(new GroupKind("apps", "Deployment")).orElseThrow();
      assertThat(deployment.plural()).isEqualTo("deployments");
      assertThat(deployment.namespaced()).isTrue();
      assertThat(deployment.isWatchable()).isTrue();
      assertThat(deployment.object("ns", "web").toString())
          .isEqualTo("/apis/apps/v1/namespaces/ns/deployments/web");
      assertThat(resources.isNamespaced(new GroupKind("", "Namespace"))).contains(false);
      assertThat(resources.of(GroupVersionKind.of("autoscaling/v1", "HorizontalPodAutoscaler")))
          .isPresent();
      assertThat(
              resources
                  .preferred(new GroupKind("autoscaling", "HorizontalPodAutoscaler"))
                  .orElseThrow()
                  .version())
          .isEqualTo("v2");
      assertThat(
              resources
                  .preferred(new GroupKind("authorization.k8s.io", "SubjectAccessReview"))
                  .orElseThrow()
                  .isWatchable())
          .isFalse();
      assertThat(resources.apiVersions())
          .isSorted()
          .contains("autoscaling/v1/HorizontalPodAutoscaler")
          .doesNotContain("authorization.k8s.io/v1");
    }
  }

  @Test
  void the_classic_form_says_the_same() {
    try (KubeClient client = TestingAccess.client(cluster.connection())) {
      Answer core = client.read("/api", "application/json");
      Answer groups = client.read("/apis", "application/json");
      var all = new ArrayList<ApiResource>();
      Map<String, String> failing = new LinkedHashMap<>();
      new ClassicDiscovery(client, all, failing).read(Discovery.tree(core), Discovery.tree(groups));
      ApiResources classic = new ApiResources("v1", all, failing);
      ApiResources aggregated = found(client);
      assertThat(classic.apiVersions()).isEqualTo(aggregated.apiVersions());
      assertThat(classic.preferred()).containsExactlyInAnyOrderElementsOf(aggregated.preferred());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "v1.36.1,v1.36.1",
    "v1.31.2-eks-7f9249a,v1.31.2",
    "v1.30.0+k3s1,v1.30.0",
    "1.29.3,v1.29.3"
  })
  void shows_a_plain_version(String gitVersion, String shown) {
    assertThat(Discovery.plain(gitVersion)).isEqualTo(shown);
  }

  private static ApiResources found(KubeClient client) {
    return switch (new Discovery(client).discover()) {
      case Discovery.Result.Found(var resources) -> resources;
      case Discovery.Result.Failed(var why) -> throw new AssertionError(why.problem());
    };
  }
}
