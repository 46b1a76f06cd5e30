package io.tiphys.apiserver.cluster;

import io.tiphys.model.cluster.ClusterInfo;
import java.util.Optional;

/// What the controllers have told of the clusters.
@FunctionalInterface
public interface ClusterInfos {

  /// @param server the cluster's URL, without a slash at its end
  /// @return empty when nothing was told, or not lately
  Optional<ClusterInfo> of(String server);
}
