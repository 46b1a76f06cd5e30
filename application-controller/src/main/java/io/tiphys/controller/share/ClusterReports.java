package io.tiphys.controller.share;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.exchange.cluster.ClusterInfoWriter;
import io.tiphys.kube.cache.CacheState;
import io.tiphys.model.cluster.ClusterCacheInfoBuilder;
import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.cluster.ClusterInfoBuilder;
import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.meta.ConnectionStateBuilder;
import io.tiphys.model.meta.ConnectionStatus;
import io.tiphys.settings.ClusterEntry;
import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells what is known of each registered cluster, in use or not.
public final class ClusterReports {

  private static final String NOT_WATCHED =
      "Cluster has no applications and is not being monitored.";

  private final ClusterInfoWriter writer;
  private final Supplier<Collection<ClusterEntry>> registered;
  private final Supplier<Collection<Cluster>> inUse;

  public ClusterReports(
      ClusterInfoWriter writer,
      Supplier<Collection<ClusterEntry>> registered,
      Supplier<Collection<Cluster>> inUse) {
    this.writer = writer;
    this.registered = registered;
    this.inUse = inUse;
  }

  /// Writes what has changed.
  ///
  /// @param applications how many there are, by the URL of their cluster
  void write(Map<String, Long> applications) {
    Map<String, Cluster> open =
        inUse.get().stream()
            .collect(Collectors.toMap(Cluster::server, Function.identity(), (one, other) -> one));
    for (ClusterEntry entry : registered.get()) {
      long count = applications.getOrDefault(entry.server(), 0L);
      writer.write(entry.server(), info(open.get(entry.server()), count));
    }
  }

  /// Redis may have been emptied.
  void forget() {
    writer.forget();
  }

  private static ClusterInfo info(@Nullable Cluster cluster, long applications) {
    var info = ClusterInfoBuilder.builder().applicationsCount(applications);
    if (cluster == null) {
      return info.connectionState(
              state(ConnectionStatus.UNKNOWN, applications == 0 ? NOT_WATCHED : ""))
          .build();
    }
    info.serverVersion(cluster.resources().serverVersion())
        .apiVersions(cluster.resources().apiVersions());
    switch (cluster.cache().state()) {
      case CacheState.Starting(var _) -> info.connectionState(state(ConnectionStatus.UNKNOWN, ""));
      case CacheState.Failing(var _, var error) ->
          info.connectionState(state(ConnectionStatus.FAILED, error));
      case CacheState.Synced(var since, var _, var kinds, var objects) ->
          info.connectionState(state(ConnectionStatus.SUCCESSFUL, ""))
              .cacheInfo(
                  ClusterCacheInfoBuilder.builder()
                      .apisCount(kinds)
                      .resourcesCount(objects)
                      .lastCacheSyncTime(since)
                      .build());
    }
    return info.build();
  }

  private static ConnectionState state(ConnectionStatus status, String message) {
    return ConnectionStateBuilder.builder().status(status.text()).message(message).build();
  }
}
