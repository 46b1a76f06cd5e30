package io.tiphys.apiserver.cluster;

import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The Secret that a cluster is kept in
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/declarative-setup/#clusters).
final class ClusterSecretForm {

  static final String TYPE_LABEL = "argocd.argoproj.io/secret-type";
  static final String MANAGED_BY = "managed-by";
  static final String US = "argocd.argoproj.io";
  static final String REFRESH = "argocd.argoproj.io/refresh";

  private static final List<String> KEYS =
      List.of("server", "name", "config", "namespaces", "clusterResources", "project", "shard");

  private ClusterSecretForm() {}

  /// The name of a Secret that is made here, as the original makes it: with the host for people,
  /// and FNV-1a of the whole URL.
  static String name(String server) {
    int hash = 0x811c9dc5;
    for (byte octet : server.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (octet & 0xff)) * 0x01000193;
    }
    return "cluster-" + host(server) + "-" + Integer.toUnsignedString(hash);
  }

  private static String host(String server) {
    int start = server.indexOf("://") + 3;
    int end = start;
    while (end < server.length() && "/?#".indexOf(server.charAt(end)) < 0) {
      end++;
    }
    String authority = server.substring(start, end);
    authority = authority.substring(authority.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
    if (authority.startsWith("[")) {
      int bracket = authority.indexOf(']');
      return authority.substring(1, bracket < 0 ? authority.length() : bracket).replace(':', '-');
    }
    int colon = authority.indexOf(':');
    return colon < 0 ? authority : authority.substring(0, colon);
  }

  /// A new Secret.
  static Map<String, @Nullable Object> create(Cluster cluster, String namespace) {
    var metadata = new HashMap<String, @Nullable Object>();
    metadata.put("name", name(cluster.server()));
    metadata.put("namespace", namespace);
    var secret = new HashMap<String, @Nullable Object>();
    secret.put("apiVersion", "v1");
    secret.put("kind", "Secret");
    secret.put("type", "Opaque");
    secret.put("metadata", metadata);
    return apply(cluster, secret);
  }

  /// The Secret with what the cluster says; what is none of ours in it stays.
  static Map<String, @Nullable Object> apply(
      Cluster cluster, Map<String, @Nullable Object> secret) {
    var metadata = new HashMap<>(JsonTree.objectOrEmpty(secret.get("metadata")));
    var labels = new HashMap<>(cluster.labels());
    labels.put(TYPE_LABEL, "cluster");
    metadata.put("labels", labels);
    var annotations = new HashMap<>(cluster.annotations());
    annotations.put(MANAGED_BY, US);
    Instant refresh = cluster.refreshRequestedAt();
    if (refresh == null) {
      annotations.remove(REFRESH);
    } else {
      annotations.put(REFRESH, refresh.truncatedTo(ChronoUnit.SECONDS).toString());
    }
    metadata.put("annotations", annotations);
    var data = new HashMap<String, @Nullable Object>(JsonTree.objectOrEmpty(secret.get("data")));
    KEYS.forEach(data::remove);
    data(cluster).forEach((key, value) -> data.put(key, base64(value)));
    var changed = new HashMap<String, @Nullable Object>(secret);
    changed.put("metadata", metadata);
    changed.put("data", data);
    return changed;
  }

  private static Map<String, String> data(Cluster cluster) {
    var data = new HashMap<String, String>();
    data.put("server", cluster.server());
    data.put("name", cluster.name());
    data.put("config", JsonTree.writeString(ModelJson.toTree(cluster.config())));
    if (!cluster.namespaces().isEmpty()) {
      data.put("namespaces", String.join(",", cluster.namespaces()));
    }
    if (cluster.clusterResources()) {
      data.put("clusterResources", "true");
    }
    if (!cluster.project().isEmpty()) {
      data.put("project", cluster.project());
    }
    Long shard = cluster.shard();
    if (shard != null) {
      data.put("shard", shard.toString());
    }
    return data;
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
