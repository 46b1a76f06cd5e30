package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ConnectionState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A cluster that Applications are synced to.
///
/// @param server the API server's URL
/// @param namespaces the namespaces that are managed; empty means all
/// @param refreshRequestedAt when its cache was asked to be made anew
/// @param shard the controller that manages it; null means it is worked out
/// @param clusterResources whether cluster-scoped objects are managed when `namespaces` is not
///   empty
/// @param project the project that it belongs to; empty for all projects
/// @param unknown members that this record does not know
@RecordBuilder
public record Cluster(
    @Always String server,
    @Always String name,
    ClusterConfig config,
    ConnectionState connectionState,
    String serverVersion,
    List<String> namespaces,
    @Nullable Instant refreshRequestedAt,
    ClusterInfo info,
    @Nullable Long shard,
    boolean clusterResources,
    String project,
    Map<String, String> labels,
    Map<String, String> annotations,
    Unknown unknown)
    implements ClusterBuilder.With {

  public Cluster {
    server = Zero.text(server);
    name = Zero.text(name);
    config = Zero.of(config, ClusterConfig.EMPTY);
    connectionState = Zero.of(connectionState, ConnectionState.EMPTY);
    serverVersion = Zero.text(serverVersion);
    namespaces = Zero.list(namespaces);
    info = Zero.of(info, ClusterInfo.EMPTY);
    project = Zero.text(project);
    labels = Zero.map(labels);
    annotations = Zero.map(annotations);
    unknown = Zero.unknown(unknown);
  }
}
