package io.tiphys.kube.cache;

import static io.tiphys.kube.TestingAccess.configMapJson;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.Eventually;
import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.TestingProxy;
import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.cluster.TestingCluster;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What is broken costs what is not broken nothing.
class BulkheadIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static ClusterCache start(KubeClient client, CacheSettings settings) {
    var cache = new ClusterCache(client, settings, object -> "", new SchemaDocuments());
    cache.start();
    return cache;
  }

  @Test
  void a_broken_conversion_webhook_degrades_its_kind_alone_and_heals() throws Throwable {
    String group = cluster.namespace() + ".example.org";
    var kind = new GroupKind(group, "Gadget");
    try (KubeClient client = TestingAccess.client(cluster.connection())) {
      var definitions =
          ResourcePath.collection("apiextensions.k8s.io", "v1", "customresourcedefinitions", "");
      client.create(definitions, definition(group), Write.DEFAULT).bodyOr(AssertionError::new);
      var gadgets = ResourcePath.collection(group, "v1", "gadgets", cluster.namespace());
      byte[] gadget =
          "{\"apiVersion\":\"%s/v1\",\"kind\":\"Gadget\",\"metadata\":{\"name\":\"g\"}}"
              .formatted(group)
              .getBytes(StandardCharsets.UTF_8);
      Eventually.isTrue("served", () -> client.create(gadgets, gadget, Write.DEFAULT).isOk());

      try (ClusterCache cache = start(client, CacheSettings.DEFAULT)) {
        assertThat(cache.awaitStarted(Duration.ofSeconds(60)))
            .isInstanceOf(CacheState.Synced.class);
        Eventually.isTrue("named", () -> cache.failingKinds().containsKey(kind));
        assertThat(cache.failingKinds()).containsOnlyKeys(kind);
        assertThat(cache.failingKinds().get(kind)).contains("conversion webhook");
        assertThat(cache.isWatched(kind)).isFalse();
        assertThat(cache.get(new ResourceKey("", "Namespace", "", cluster.namespace())))
            .isPresent();

        var path =
            ResourcePath.object(
                "apiextensions.k8s.io", "v1", "customresourcedefinitions", "", "gadgets." + group);
        byte[] repair =
            "{\"spec\":{\"conversion\":{\"strategy\":\"None\",\"webhook\":null}}}"
                .getBytes(StandardCharsets.UTF_8);
        client.patch(path, PatchType.MERGE, repair, Write.DEFAULT).bodyOr(AssertionError::new);
        Eventually.isTrue(
            "healed",
            () ->
                cache.failingKinds().isEmpty()
                    && cache
                        .get(new ResourceKey(group, "Gadget", cluster.namespace(), "g"))
                        .isPresent());
      } finally {
        client.delete(
            ResourcePath.object(
                "apiextensions.k8s.io", "v1", "customresourcedefinitions", "", "gadgets." + group),
            Delete.of(Delete.Propagation.BACKGROUND));
      }
    }
  }

  @Test
  void an_api_service_that_is_down_degrades_its_group_alone() throws Throwable {
    String group = cluster.namespace() + ".aggregated.example.org";
    byte[] service =
        """
        {"apiVersion":"apiregistration.k8s.io/v1","kind":"APIService","metadata":{"name":"v1.%1$s"},
         "spec":{"group":"%1$s","version":"v1","groupPriorityMinimum":100,"versionPriority":100,"insecureSkipTLSVerify":true,
          "service":{"namespace":"default","name":"nobody"}}}\
        """
            .formatted(group)
            .getBytes(StandardCharsets.UTF_8);
    try (KubeClient client = TestingAccess.client(cluster.connection())) {
      var services = ResourcePath.collection("apiregistration.k8s.io", "v1", "apiservices", "");
      client.create(services, service, Write.DEFAULT).bodyOr(AssertionError::new);
      try (ClusterCache cache = start(client, CacheSettings.DEFAULT)) {
        assertThat(cache.awaitStarted(Duration.ofSeconds(60)))
            .isInstanceOf(CacheState.Synced.class);
        assertThat(cache.failingKinds()).isEmpty();
        assertThat(cache.resources().preferred(new GroupKind("apps", "Deployment"))).isPresent();
      } finally {
        client.delete(
            ResourcePath.object("apiregistration.k8s.io", "v1", "apiservices", "", "v1." + group),
            Delete.of(Delete.Propagation.BACKGROUND));
      }
    }
  }

  @Test
  void clusters_that_refuse_or_hang_say_so_and_come_back() throws Throwable {
    ClusterAccess access = TestingAccess.to(cluster.connection());
    try (var proxy = new TestingProxy(URI.create(access.server()).getPort());
        var refusing =
            new KubeClient(
                new ClusterAccess("https://127.0.0.1:1", access.auth(), access.tls()),
                KubeClientOptions.DEFAULT);
        var cut =
            new KubeClient(
                new ClusterAccess(proxy.url(), access.auth(), access.tls()),
                KubeClientOptions.DEFAULT);
        var well = new KubeClient(access, KubeClientOptions.DEFAULT)) {
      proxy.cut();
      try (ClusterCache first = start(refusing, CacheSettings.DEFAULT);
          ClusterCache second = start(cut, CacheSettings.DEFAULT);
          ClusterCache third = start(well, CacheSettings.DEFAULT)) {
        assertThat(third.awaitStarted(Duration.ofSeconds(60)))
            .isInstanceOf(CacheState.Synced.class);
        assertThat(first.awaitStarted(Duration.ofSeconds(60)))
            .isInstanceOfSatisfying(
                CacheState.Failing.class,
                failing -> assertThat(failing.error()).contains("https://127.0.0.1:1"));
        assertThat(second.awaitStarted(Duration.ofSeconds(60)))
            .isInstanceOf(CacheState.Failing.class);
        proxy.restore();
        Eventually.isTrue("back", () -> second.state() instanceof CacheState.Synced);
      }
    }
  }

  @Test
  void wrong_credentials_are_told_in_the_servers_words() throws Throwable {
    ClusterAccess access = TestingAccess.to(cluster.connection());
    var wrong = new ClusterAccess(access.server(), new Auth.Bearer("nobody"), access.tls());
    try (var client = new KubeClient(wrong, KubeClientOptions.DEFAULT);
        ClusterCache cache = start(client, CacheSettings.DEFAULT)) {
      assertThat(cache.awaitStarted(Duration.ofSeconds(60)))
          .isInstanceOfSatisfying(
              CacheState.Failing.class,
              failing -> assertThat(failing.error()).contains("Unauthorized"));
    }
  }

  @Test
  void a_cluster_of_some_namespaces_shows_nothing_else() throws Throwable {
    String other = cluster.newNamespace();
    try (KubeClient client = TestingAccess.client(cluster.connection());
        ClusterCache cache =
            start(
                client, CacheSettings.DEFAULT.withNamespaces(Set.of(cluster.namespace()), false))) {
      client
          .create(
              TestingAccess.configMaps(cluster.namespace()), configMapJson("a", "x"), Write.DEFAULT)
          .bodyOr(AssertionError::new);
      client
          .create(TestingAccess.configMaps(other), configMapJson("a", "x"), Write.DEFAULT)
          .bodyOr(AssertionError::new);
      Eventually.isTrue(
          "seen",
          () -> cache.get(new ResourceKey("", "ConfigMap", cluster.namespace(), "a")).isPresent());
      assertThat(cache.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
      assertThat(cache.all())
          .allMatch(object -> object.key().namespace().equals(cluster.namespace()));
      assertThat(cache.isWatched(new GroupKind("", "Namespace"))).isFalse();
    }
  }

  private static byte[] definition(String group) {
    return """
    {"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"gadgets.%1$s"},
     "spec":{"group":"%1$s","scope":"Namespaced","names":{"plural":"gadgets","singular":"gadget","kind":"Gadget","listKind":"GadgetList"},
      "conversion":{"strategy":"Webhook","webhook":{"conversionReviewVersions":["v1"],"clientConfig":{"url":"https://127.0.0.1:1/convert"}}},
      "versions":[{"name":"v1","served":true,"storage":true,"schema":{"openAPIV3Schema":{"type":"object"}}},
                  {"name":"v2","served":true,"storage":false,"schema":{"openAPIV3Schema":{"type":"object"}}}]}}\
    """
        .formatted(group)
        .getBytes(StandardCharsets.UTF_8);
  }
}
