package io.tiphys.settings;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.ClusterConfig;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.cluster.ClusterBuilder;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Reads cluster Secrets; a broken one keeps the last good entry of the same name.
final class ClusterSecrets {

  private static final String LAST_APPLIED = "kubectl.kubernetes.io/last-applied-configuration";
  private static final String MANAGED_BY = "managed-by";
  private static final String REFRESH = "argocd.argoproj.io/refresh";
  private static final String SKIP = "argocd.argoproj.io/skip-reconcile";

  private final ClusterAccess home;
  private final Map<String, ClusterEntry> lastGood = new HashMap<>();

  /// @param home how the cluster that Tiphys runs in is reached
  ClusterSecrets(ClusterAccess home) {
    this.home = home;
  }

  Clusters read(
      Collection<NamedSecret> secrets,
      boolean inClusterEnabled,
      Consumer<SettingsProblem> problems) {
    var entries = new ArrayList<ClusterEntry>();
    var good = new HashMap<String, ClusterEntry>();
    secrets.stream()
        .sorted(Comparator.comparing(NamedSecret::name))
        .forEach(secret -> {
          Optional<ClusterEntry> entry = entry(secret, problems);
          entry.ifPresent(read -> good.put(secret.name(), read));
          entry
              .filter(e -> inClusterEnabled || !e.server().equals(ClusterAccess.IN_CLUSTER))
              .ifPresent(entries::add);
        });
    lastGood.clear();
    lastGood.putAll(good);
    boolean isRegistered =
        entries.stream().anyMatch(entry -> entry.server().equals(ClusterAccess.IN_CLUSTER));
    if (inClusterEnabled && !isRegistered) {
      Cluster cluster =
          ClusterBuilder.builder().server(ClusterAccess.IN_CLUSTER).name("in-cluster").build();
      entries.add(new ClusterEntry(cluster, home, "", false));
    }
    return new Clusters(entries, inClusterEnabled);
  }

  private Optional<ClusterEntry> entry(NamedSecret secret, Consumer<SettingsProblem> problems) {
    try {
      return Optional.of(parse(secret));
    } catch (IllegalArgumentException e) {
      String text = String.valueOf(e.getMessage());
      int colon = text.indexOf(": ");
      problems.accept(
          new SettingsProblem(
              secret.name(),
              colon < 0 ? "config" : text.substring(0, colon),
              colon < 0 ? text : text.substring(colon + 2)));
      return Optional.ofNullable(lastGood.get(secret.name()));
    }
  }

  private ClusterEntry parse(NamedSecret secret) {
    String server = Clusters.withoutSlash(secret.text("server").strip());
    if (server.isEmpty()) {
      throw new IllegalArgumentException("server: is empty");
    }
    String config = secret.text("config");
    ClusterAccess access = ClusterConfig.access(server, config);
    boolean isHome =
        server.equals(ClusterAccess.IN_CLUSTER)
            && access.auth() instanceof Auth.None
            && access.tls().certificatePem().isEmpty();
    ClusterBuilder builder =
        ClusterBuilder.builder()
            .server(server)
            .name(secret.text("name").isEmpty() ? server : secret.text("name"))
            .config(model(config))
            .namespaces(Values.split(secret.text("namespaces")))
            .clusterResources(secret.isTrue("clusterResources"))
            .project(secret.text("project"))
            .labels(without(secret.labels(), NamedSecret.TYPE_LABEL))
            .annotations(without(without(secret.annotations(), LAST_APPLIED), MANAGED_BY))
            .refreshRequestedAt(time(secret.annotations().getOrDefault(REFRESH, "")));
    Long shard = shard(secret.text("shard").strip());
    return new ClusterEntry(
        shard == null ? builder.build() : builder.shard(shard).build(),
        isHome ? home : access,
        secret.name(),
        "true".equals(secret.annotations().get(SKIP)));
  }

  private static io.tiphys.model.cluster.ClusterConfig model(String config) {
    if (config.isBlank()) {
      return io.tiphys.model.cluster.ClusterConfig.EMPTY;
    }
    try {
      return ModelJson.fromTree(
          JsonTree.parse(config.getBytes(StandardCharsets.UTF_8)),
          io.tiphys.model.cluster.ClusterConfig.class);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("config: has a field of another type than expected");
    }
  }

  private static @Nullable Long shard(String text) {
    try {
      return text.isEmpty() ? null : Long.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("shard: is no number");
    }
  }

  private static @Nullable Instant time(String text) {
    try {
      return text.isEmpty() ? null : OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null; // somebody's own value: asks for nothing
    }
  }

  private static Map<String, String> without(Map<String, String> map, String key) {
    var copy = new HashMap<>(map);
    copy.remove(key);
    return copy;
  }
}
