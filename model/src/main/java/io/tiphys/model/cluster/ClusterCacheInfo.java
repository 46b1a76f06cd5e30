package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What is cached of a cluster.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterCacheInfo(
    long resourcesCount, long apisCount, @Nullable Instant lastCacheSyncTime, Unknown unknown)
    implements ClusterCacheInfoBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ClusterCacheInfo EMPTY = ClusterCacheInfoBuilder.builder().build();

  public ClusterCacheInfo {
    unknown = Zero.unknown(unknown);
  }
}
