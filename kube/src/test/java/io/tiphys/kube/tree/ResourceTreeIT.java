package io.tiphys.kube.tree;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.tracking.Tracking;
import io.tiphys.kube.Eventually;
import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.cache.CacheSettings;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.kube.cache.ClusterCache;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ResourceTreeIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @Test
  void pods_claims_and_addresses_belong_to_the_application() throws Throwable {
    String namespace = cluster.namespace();
    try (var client = TestingAccess.client(cluster.connection());
        var cache =
            new ClusterCache(
                client,
                CacheSettings.DEFAULT,
                object ->
                    Tracking.DEFAULT
                        .ownerOf(object.key(), object.annotations(), object.labels())
                        .map(app -> app.name())
                        .orElse(""),
                new SchemaDocuments())) {
      cache.start();
      assertThat(cache.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
      String set =
          """
          {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db","annotations":{"argocd.argoproj.io/tracking-id":"shop:apps/StatefulSet:%s/db"}},
           "spec":{"replicas":1,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
            "template":{"metadata":{"labels":{"app":"db"}},"spec":{"serviceAccountName":"default","containers":[{"name":"c","image":"example.org/db:1"}],"initContainers":[{"name":"i","image":"example.org/init:2"}]}},
            "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}\
          """
              .formatted(namespace);
      client
          .create(
              ResourcePath.collection("apps", "v1", "statefulsets", namespace),
              set.getBytes(StandardCharsets.UTF_8),
              Write.DEFAULT)
          .bodyOr(AssertionError::new);
      String ingress =
          """
          {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"web","annotations":{"argocd.argoproj.io/tracking-id":"shop:networking.k8s.io/Ingress:%s/web","link.argocd.argoproj.io/docs":"https://docs.example.org"}},
           "spec":{"tls":[{"hosts":["shop.example.org"],"secretName":"t"}],"rules":[{"host":"shop.example.org","http":{"paths":[{"path":"/a","pathType":"Prefix","backend":{"service":{"name":"web","port":{"number":80}}}}]}}]}}\
          """
              .formatted(namespace);
      client
          .create(
              ResourcePath.collection("networking.k8s.io", "v1", "ingresses", namespace),
              ingress.getBytes(StandardCharsets.UTF_8),
              Write.DEFAULT)
          .bodyOr(AssertionError::new);

      Eventually.holds(() -> {
        ResourceTree tree = ResourceTree.of(cache, "shop");
        assertThat(tree.nodes())
            .extracting(node -> node.object().key().kind())
            .contains(
                "StatefulSet", "Ingress", "Pod", "PersistentVolumeClaim", "ControllerRevision");
        assertThat(tree.images()).containsExactly("example.org/db:1", "example.org/init:2");
        assertThat(tree.externalUrls())
            .containsExactly("https://docs.example.org", "https://shop.example.org/a");
        assertThat(tree.nodes())
            .filteredOn(node -> node.object().key().kind().equals("Pod"))
            .singleElement()
            .satisfies(node -> assertThat(node.parents().getFirst().name()).isEqualTo("db"));
      });
    }
  }
}
