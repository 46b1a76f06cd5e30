package io.tiphys.exchange.cluster;

import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.json.ModelJson;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import java.util.Optional;

/// Reads what the controller knows of clusters.
public final class ClusterInfoReader {

  private final SealedCache cache;

  public ClusterInfoReader(SealedCache cache) {
    this.cache = cache;
  }

  /// @param server the cluster's URL, as it is registered
  /// @return empty when nothing is known now: no controller runs, or Redis is away
  public Optional<ClusterInfo> of(String server) {
    return cache.getAnew(ClusterInfoWriter.key(server)) instanceof Lookup.Hit(byte[] json)
        ? Optional.of(ModelJson.read(json, ClusterInfo.class))
        : Optional.empty();
  }
}
