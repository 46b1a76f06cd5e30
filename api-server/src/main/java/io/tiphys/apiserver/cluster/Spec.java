package io.tiphys.apiserver.cluster;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.cluster.ClusterBuilder;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.json.GoJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/// What somebody says about a cluster, apart from what is known of its state.
final class Spec {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";

  private Spec() {}

  /// What a client sent, in the form in which it is read back from a Secret.
  ///
  /// @throws Refusal INVALID_ARGUMENT
  static Cluster of(io.tiphys.proto.v1alpha1.Cluster message) {
    Cluster sent;
    try {
      sent = ModelJson.fromTree(GoJson.toTree(message), Cluster.class);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("cluster: execProviderConfig.config is no JSON");
    }
    String server = sent.server().strip();
    while (server.endsWith("/")) {
      server = server.substring(0, server.length() - 1);
    }
    return named(
        ClusterBuilder.builder()
            .server(server)
            .name(sent.name())
            .config(sent.config())
            .namespaces(namespaces(sent.namespaces()))
            .shard(sent.shard())
            .clusterResources(sent.clusterResources())
            .project(sent.project())
            .labels(without(sent.labels(), ClusterSecretForm.TYPE_LABEL))
            .annotations(annotations(sent.annotations()))
            .build());
  }

  private static List<String> namespaces(List<String> sent) {
    return sent.stream()
        .flatMap(text -> Stream.of(text.split(",")))
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  private static Map<String, String> annotations(Map<String, String> sent) {
    if (!sent.getOrDefault(LAST_APPLIED, "").isEmpty()) {
      throw Refusal.invalid("annotation " + LAST_APPLIED + " cannot be set");
    }
    return without(without(sent, ClusterSecretForm.MANAGED_BY), LAST_APPLIED);
  }

  /// The fields of `wanted` in the place of those of `present`.
  ///
  /// @param fields as they are called in JSON; unknown ones mean nothing, as in the original
  static Cluster merged(Cluster present, Cluster wanted, Set<String> fields) {
    var merged = ClusterBuilder.builder(present);
    for (String field : fields) {
      switch (field) {
        case "name" -> merged.name(wanted.name());
        case "namespaces" -> merged.namespaces(wanted.namespaces());
        case "config" -> merged.config(wanted.config());
        case "shard" -> merged.shard(wanted.shard());
        case "clusterResources" -> merged.clusterResources(wanted.clusterResources());
        case "labels" -> merged.labels(wanted.labels());
        case "annotations" -> merged.annotations(wanted.annotations());
        case "project" -> merged.project(wanted.project());
        default -> {}
      }
    }
    return named(merged.build());
  }

  /// The fields that are not the same, by the names that the original's message has for them. A
  /// request to refresh is no difference.
  static List<String> differences(Cluster one, Cluster other) {
    var keys = new ArrayList<String>();
    add(keys, "Name", one.name().equals(other.name()));
    add(keys, "Config", one.config().equals(other.config()));
    add(keys, "Namespaces", one.namespaces().equals(other.namespaces()));
    Long shard = one.shard();
    add(keys, "Shard", shard == null ? other.shard() == null : shard.equals(other.shard()));
    add(keys, "ClusterResources", one.clusterResources() == other.clusterResources());
    add(keys, "Project", one.project().equals(other.project()));
    add(keys, "Labels", one.labels().equals(other.labels()));
    add(
        keys,
        "Annotations",
        without(one.annotations(), ClusterSecretForm.REFRESH)
            .equals(without(other.annotations(), ClusterSecretForm.REFRESH)));
    return keys;
  }

  private static void add(List<String> keys, String key, boolean isSame) {
    if (!isSame) {
      keys.add(key);
    }
  }

  private static Cluster named(Cluster cluster) {
    return cluster.name().isEmpty() ? cluster.withName(cluster.server()) : cluster;
  }

  private static Map<String, String> without(Map<String, String> map, String key) {
    if (!map.containsKey(key)) {
      return map;
    }
    var copy = new HashMap<>(map);
    copy.remove(key);
    return copy;
  }
}
