package io.tiphys.kube.cache;

import static io.tiphys.kube.TestingAccess.configMap;
import static io.tiphys.kube.TestingAccess.configMapJson;
import static io.tiphys.kube.TestingAccess.configMaps;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.kube.Eventually;
import io.tiphys.kube.TestingAccess;
import io.tiphys.kube.TestingProxy;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.schema.SchemaDocuments;
import io.tiphys.kube.watch.ResourceWatch;
import io.tiphys.kube.watch.WatchListener;
import io.tiphys.kube.watch.WatchTarget;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.cluster.ControlPlane;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Has a control plane of its own, whose API server ends and comes back.
class BrokenConnectionsIT {

  private static @Nullable ControlPlane plane;

  private @Nullable KubeClient direct;
  private @Nullable KubeClient proxied;
  private @Nullable TestingProxy proxy;

  @BeforeAll
  static void startPlane() {
    plane = ControlPlane.start(0);
  }

  @AfterAll
  static void stopPlane() {
    plane().close();
  }

  @BeforeEach
  void connect() throws IOException {
    ClusterAccess access = TestingAccess.to(plane().connection());
    proxy = new TestingProxy(URI.create(access.server()).getPort());
    direct = new KubeClient(access, KubeClientOptions.DEFAULT);
    var through = new ClusterAccess(proxy.url(), access.auth(), access.tls());
    proxied =
        new KubeClient(
            through,
            KubeClientOptions.from(
                Map.of("ARGOCD_K8S_TCP_KEEPALIVE", "1s", "ARGOCD_K8S_SERVER_SIDE_TIMEOUT", "5s")));
  }

  @AfterEach
  void disconnect() throws IOException {
    proxied().close();
    direct().close();
    proxy().close();
  }

  private static ControlPlane plane() {
    return java.util.Objects.requireNonNull(plane);
  }

  private KubeClient direct() {
    return java.util.Objects.requireNonNull(direct);
  }

  private KubeClient proxied() {
    return java.util.Objects.requireNonNull(proxied);
  }

  private TestingProxy proxy() {
    return java.util.Objects.requireNonNull(proxy);
  }

  private ClusterCache start() throws InterruptedException {
    var cache =
        new ClusterCache(proxied(), CacheSettings.DEFAULT, object -> "", new SchemaDocuments());
    cache.start();
    assertThat(cache.awaitStarted(Duration.ofSeconds(60))).isInstanceOf(CacheState.Synced.class);
    return cache;
  }

  @Test
  void a_cache_goes_on_after_the_api_server_was_killed() throws Throwable {
    try (ClusterCache cache = start()) {
      create("before-kill");
      Eventually.isTrue("seen", () -> cache.get(key("before-kill")).isPresent());
      plane().killApiServer();
      plane().restartApiServer();
      create("after-kill");
      delete("before-kill");
      Eventually.isTrue(
          "current again",
          () ->
              cache.get(key("after-kill")).isPresent() && cache.get(key("before-kill")).isEmpty());
      assertThat(cache.state()).isInstanceOf(CacheState.Synced.class);
    }
  }

  @Test
  void a_line_that_was_cut_while_objects_changed_loses_none_of_it() throws Throwable {
    try (ClusterCache cache = start()) {
      List<String> changes = new CopyOnWriteArrayList<>();
      create("goes");
      Eventually.isTrue("seen", () -> cache.get(key("goes")).isPresent());
      cache.listen((before, after) -> {
        LiveObject object = after == null ? before : after;
        if (object != null && object.key().namespace().equals("default")) {
          changes.add(object.key().name() + (after == null ? " gone" : " is there"));
        }
      });
      proxy().cut();
      create("comes");
      delete("goes");
      proxy().restore();
      Eventually.isTrue(
          "both", () -> changes.contains("comes is there") && changes.contains("goes gone"));
    }
  }

  @Test
  void a_silent_line_is_noticed() throws Throwable {
    try (ClusterCache cache = start()) {
      proxy().silence();
      create("unheard");
      Eventually.isTrue(
          "noticed",
          () ->
              proxied()
                  .read("/version", "application/json")
                  .problem()
                  .contains("cannot be reached"));
      proxy().cut(); // what is silent stays so: new connections are what works again
      proxy().restore();
      Eventually.isTrue("heard", () -> cache.get(key("unheard")).isPresent());
    }
  }

  @Test
  void a_watch_whose_point_was_forgotten_lists_again() throws Throwable {
    Map<ResourceKey, String> seen = new ConcurrentHashMap<>();
    var listener =
        new WatchListener() {
          @Override
          public void changed(Seen object, boolean isInitial) {
            seen.put(object.key(), object.resourceVersion());
          }

          @Override
          public void gone(ResourceKey key, byte @Nullable [] last) {
            seen.remove(key);
          }
        };
    create("stays");
    create("leaves");
    try (var watch =
        ResourceWatch.start(
            proxied(), new WatchTarget(configMaps("default"), "ConfigMap"), listener)) {
      assertThat(watch.awaitSynced(Duration.ofSeconds(60))).isTrue();
      assertThat(seen).containsKeys(key("stays"), key("leaves"));
      proxy().cut();
      delete("leaves");
      create("arrives");
      compactEtcd();
      plane().killApiServer(); // and with it what the API server remembers itself
      plane().restartApiServer();
      proxy().restore();
      Eventually.isTrue(
          "listed again",
          () -> seen.containsKey(key("arrives")) && !seen.containsKey(key("leaves")));
      assertThat(seen).containsKey(key("stays"));
      create("later");
      Eventually.isTrue("watching", () -> seen.containsKey(key("later")));
    }
  }

  private static void compactEtcd() throws Exception {
    String key = Base64.getEncoder().encodeToString("x".getBytes(StandardCharsets.UTF_8));
    String read = etcd("/v3/kv/range", "{\"key\":\"" + key + "\"}");
    String revision = read.replaceAll(".*\"revision\":\"([0-9]+)\".*", "$1");
    etcd("/v3/kv/compaction", "{\"revision\":\"" + revision + "\",\"physical\":true}");
  }

  private static String etcd(String path, String body) throws Exception {
    String endpoint = plane().etcdEndpoint();
    try (var http = HttpClient.newHttpClient()) {
      var answer =
          http.send(
              HttpRequest.newBuilder(URI.create(endpoint + path))
                  .POST(HttpRequest.BodyPublishers.ofString(body))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private void create(String name) {
    direct().delete(configMap("default", name), Delete.of(Delete.Propagation.BACKGROUND));
    direct()
        .create(configMaps("default"), configMapJson(name, "x"), Write.DEFAULT)
        .bodyOr(AssertionError::new);
  }

  private void delete(String name) {
    direct()
        .delete(configMap("default", name), Delete.of(Delete.Propagation.BACKGROUND))
        .bodyOr(AssertionError::new);
  }

  private static ResourceKey key(String name) {
    return new ResourceKey("", "ConfigMap", "default", name);
  }
}
