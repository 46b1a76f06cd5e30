package io.tiphys.kube.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.Eventually;
import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.testkit.cluster.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClusterSchemasIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final GroupVersionKind DEPLOYMENT = GroupVersionKind.of("apps/v1", "Deployment");

  @Test
  void fetches_a_document_when_first_asked_and_shares_it_between_clusters() {
    var requests = new AtomicInteger();
    RequestObserver count = request -> requests.incrementAndGet();
    var access = TestingAccess.to(cluster.connection());
    try (var first = new KubeClient(access, KubeClientOptions.DEFAULT);
        var second = new KubeClient(access, KubeClientOptions.DEFAULT)) {
      var documents = new SchemaDocuments();
      var one = new ClusterSchemas(first.observedBy(count), documents);
      var other = new ClusterSchemas(second.observedBy(count), documents);
      var schema = one.of(DEPLOYMENT);
      assertThat(schema).isPresent();
      assertThat(one.of(GroupVersionKind.of("apps/v1", "StatefulSet"))).isPresent();
      assertThat(requests).as("the index and one document").hasValue(2);
      assertThat(other.of(DEPLOYMENT).orElseThrow()).isSameAs(schema.orElseThrow());
      assertThat(requests).as("only the index of the second").hasValue(3);
      assertThat(one.of(GroupVersionKind.of("v1", "ConfigMap"))).isPresent();
      assertThat(one.of(GroupVersionKind.of("none.example/v1", "Nothing"))).isEmpty();
    }
  }

  @Test
  void sees_a_definition_that_was_added_after_the_first_question() throws Throwable {
    try (var client = TestingAccess.client(cluster.connection())) {
      var schemas = new ClusterSchemas(client, new SchemaDocuments());
      assertThat(schemas.of(DEPLOYMENT)).isPresent();
      String group = cluster.namespace() + ".example.org";
      byte[] definition =
          """
          {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"widgets.%1$s"},
           "spec":{"group":"%1$s","scope":"Namespaced","names":{"plural":"widgets","singular":"widget","kind":"Widget","listKind":"WidgetList"},
            "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object","properties":{"spec":{"type":"object","properties":{"size":{"type":"integer"}}}}}}}]}}\
          """
              .formatted(group)
              .getBytes(StandardCharsets.UTF_8);
      var path =
          ResourcePath.collection("apiextensions.k8s.io", "v1", "customresourcedefinitions", "");
      client.create(path, definition, Write.DEFAULT).bodyOr(AssertionError::new);
      schemas.changed();
      Eventually.holds(
          () -> assertThat(schemas.of(GroupVersionKind.of(group + "/v1", "Widget"))).isPresent());
    }
  }
}
