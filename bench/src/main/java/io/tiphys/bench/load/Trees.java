package io.tiphys.bench.load;

import io.tiphys.exchange.state.AppRef;
import io.tiphys.exchange.state.AppStateWriter;
import io.tiphys.exchange.state.Item;
import io.tiphys.model.application.HealthStatusBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceNodeBuilder;
import io.tiphys.model.tree.ResourceRef;
import io.tiphys.model.tree.ResourceRefBuilder;
import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import io.tiphys.testkit.redis.TestingRedis;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.SealedCacheSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The resource trees of the Applications, as the controller writes them: 22 Deployments, each with
/// a ReplicaSet and a pod.
final class Trees {

  static final int NODES = 3 * Load.RESOURCES;

  private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");

  private final TestingRedis redis;
  private final Path trust;
  private final Connection connection;

  /// @param trust the directory of the installation's seal
  Trees(TestingRedis redis, Path trust, Connection connection) {
    this.redis = redis;
    this.trust = trust;
    this.connection = connection;
  }

  void write() throws IOException {
    try (var cache =
        new SealedCache(
            RedisAddress.of(redis.address()),
            Seal.loadOrCreate(trust),
            SealedCacheSettings.defaults(),
            CacheListener.NONE)) {
      var writer = new AppStateWriter(cache, Duration.ofHours(1));
      String all = AdminRequest.to(connection).get(Load.applications()).body();
      var list = JsonTree.parseObject(all.getBytes(StandardCharsets.UTF_8));
      for (Object item : JsonTree.listOrEmpty(list.get("items"))) {
        var metadata = JsonTree.objectOrEmpty(JsonTree.objectOrEmpty(item).get("metadata"));
        String name = String.valueOf(metadata.get("name"));
        var app = new AppRef(Load.ARGOCD, name, String.valueOf(metadata.get("uid")));
        if (!writer.writeTree(app, nodes(name), List.of(), List.of())) {
          throw new IOException("the tree of " + name + " cannot be written");
        }
      }
    }
  }

  private static List<Item<ResourceNode>> nodes(String app) {
    var nodes = new ArrayList<Item<ResourceNode>>();
    for (int i = 0; i < Load.RESOURCES; i++) {
      String name = app + "-component-" + i;
      var deployment = node("apps", "Deployment", name, List.of());
      var replicas = node("apps", "ReplicaSet", name + "-6c8f7d9b5", List.of(deployment));
      var pod = node("", "Pod", replicas.name() + "-x2v4q", List.of(replicas));
      for (var node : List.of(deployment, replicas, pod)) {
        nodes.add(new Item<>(node.uid(), "1", () -> node));
      }
    }
    return nodes;
  }

  private static ResourceNode node(
      String group, String kind, String name, List<ResourceNode> parents) {
    return ResourceNodeBuilder.builder()
        .group(group)
        .version("v1")
        .kind(kind)
        .namespace("load")
        .name(name)
        .uid(kind + "/" + name)
        .parentRefs(parents.stream().map(Trees::ref).toList())
        .resourceVersion("123456")
        .images(kind.equals("Pod") ? List.of("registry.example/main:1.0") : List.of())
        .health(HealthStatusBuilder.builder().status("Healthy").build())
        .createdAt(CREATED)
        .build();
  }

  private static ResourceRef ref(ResourceNode node) {
    return ResourceRefBuilder.builder()
        .group(node.group())
        .version(node.version())
        .kind(node.kind())
        .namespace(node.namespace())
        .name(node.name())
        .uid(node.uid())
        .build();
  }

  long bytesInRedis() {
    return redis
        .command("INFO memory")
        .lines()
        .filter(line -> line.startsWith("used_memory:"))
        .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1).strip()))
        .sum();
  }
}
