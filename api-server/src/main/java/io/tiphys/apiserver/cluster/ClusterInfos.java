package io.tiphys.apiserver.cluster;

import io.tiphys.model.cluster.ClusterInfo;
import java.util.Optional;

/// What the controllers have told of the clusters, and the API servers of those they have just
/// reached.
@FunctionalInterface
public interface ClusterInfos {

  /// @param server the cluster's URL, without a slash at its end
  /// @return empty when nothing was told, or not lately
  Optional<ClusterInfo> of(String server);

  /// Tells the others that a cluster was reached, until its controller knows better.
  default void reached(String server, ClusterInfo info) {}
}
