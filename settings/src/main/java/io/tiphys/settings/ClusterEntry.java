package io.tiphys.settings;

import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.model.cluster.Cluster;
import java.util.Set;

/// One registered cluster.
///
/// @param cluster as clients see it, with its credentials
/// @param access how it is reached
/// @param secret the name of its Secret; empty for the cluster that Tiphys runs in without one
/// @param skipReconcile its Applications are left alone
public record ClusterEntry(
    Cluster cluster, ClusterAccess access, String secret, boolean skipReconcile) {

  public String server() {
    return cluster.server();
  }

  public String name() {
    return cluster.name();
  }

  /// The only namespaces that may be looked at; empty for all.
  public Set<String> namespaces() {
    return Set.copyOf(cluster.namespaces());
  }

  @Override
  public String toString() {
    return "ClusterEntry[" + server() + ", " + name() + "]";
  }
}
