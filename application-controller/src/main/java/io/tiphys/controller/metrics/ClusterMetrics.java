package io.tiphys.controller.metrics;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Clusters;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// What the clusters in use are like, looked up when somebody asks.
final class ClusterMetrics {

  private final Supplier<Collection<Cluster>> clusters;
  private final Supplier<Clusters> registered;
  private final InstantSource clock;

  ClusterMetrics(
      Metrics metrics,
      List<String> shownLabels,
      Supplier<Collection<Cluster>> clusters,
      Supplier<Clusters> registered,
      InstantSource clock) {
    this.clusters = clusters;
    this.registered = registered;
    this.clock = clock;
    each(metrics, "info", "Information about cluster.", List.of("k8s_version", "name"), it -> 1);
    each(
        metrics,
        "connection_status",
        "The k8s cluster current connection status.",
        List.of("k8s_version"),
        it -> it.cache().state() instanceof CacheState.Synced ? 1 : 0);
    each(
        metrics,
        "api_resource_objects",
        "Number of k8s resource objects in the cache.",
        List.of(),
        it -> it.cache().state() instanceof CacheState.Synced synced ? synced.objects() : 0);
    each(
        metrics,
        "api_resources",
        "Number of monitored Kubernetes API resources.",
        List.of(),
        it -> it.cache().state() instanceof CacheState.Synced synced ? synced.kinds() : 0);
    each(
        metrics, "cache_age_seconds", "Cluster cache age in seconds.", List.of(), this::ageSeconds);
    labels(metrics, LabelNames.of(shownLabels));
  }

  private void each(
      Metrics metrics,
      String name,
      String help,
      List<String> labels,
      Function<Cluster, Integer> value) {
    var names = new ArrayList<>(List.of("server"));
    names.addAll(labels);
    metrics.computed(
        "argocd_cluster_" + name,
        help,
        names,
        () ->
            clusters.get().stream()
                .map(cluster -> new Sample(value.apply(cluster), values(cluster, labels)))
                .toList());
  }

  private static List<String> values(Cluster cluster, List<String> labels) {
    var values = new ArrayList<>(List.of(cluster.server()));
    for (String label : labels) {
      values.add(label.equals("name") ? cluster.name() : version(cluster));
    }
    return values;
  }

  private static String version(Cluster cluster) {
    return cluster.cache().state() instanceof CacheState.Synced synced
        ? synced.serverVersion()
        : "";
  }

  /// -1 for one that was never read, as in the original.
  private int ageSeconds(Cluster cluster) {
    return cluster.cache().state() instanceof CacheState.Synced synced
        ? (int) Duration.between(synced.since(), clock.instant()).toSeconds()
        : -1;
  }

  private void labels(Metrics metrics, LabelNames names) {
    if (names.isEmpty()) {
      return;
    }
    metrics.computed(
        "argocd_cluster_labels",
        "Argo Cluster labels converted to Prometheus labels",
        names.after("server", "name"),
        () -> clusters.get().stream().map(cluster -> labelled(cluster, names)).toList());
  }

  private Sample labelled(Cluster cluster, LabelNames names) {
    Map<String, String> labels =
        registered
            .get()
            .byServer(cluster.server())
            .map(ClusterEntry::cluster)
            .map(io.tiphys.model.cluster.Cluster::labels)
            .orElse(Map.of());
    var values = new ArrayList<>(List.of(cluster.server(), cluster.name()));
    values.addAll(names.values(labels));
    return new Sample(1, values);
  }
}
