package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ConnectionState;
import java.util.List;

/// What is known of a cluster at this time.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterInfo(
    ConnectionState connectionState,
    String serverVersion,
    ClusterCacheInfo cacheInfo,
    @Always long applicationsCount,
    List<String> apiVersions,
    Unknown unknown)
    implements ClusterInfoBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ClusterInfo EMPTY = ClusterInfoBuilder.builder().build();

  public ClusterInfo {
    connectionState = Zero.of(connectionState, ConnectionState.EMPTY);
    serverVersion = Zero.text(serverVersion);
    cacheInfo = Zero.of(cacheInfo, ClusterCacheInfo.EMPTY);
    apiVersions = Zero.list(apiVersions);
    unknown = Zero.unknown(unknown);
  }
}
