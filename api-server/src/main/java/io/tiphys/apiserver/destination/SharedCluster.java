package io.tiphys.apiserver.destination;

import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;

/// The connections to one cluster, and how many calls use them.
final class SharedCluster {

  private final KubeClient client;
  private final KnownKinds kinds;
  private int users;
  private boolean isRetired;

  /// @throws IllegalArgumentException when the server's URL is none
  SharedCluster(ClusterAccess access, KubeClientOptions options) {
    this.client = new KubeClient(access, options);
    this.kinds = new KnownKinds(client);
  }

  ClusterAccess access() {
    return client.access();
  }

  KubeClient client() {
    return client;
  }

  KnownKinds kinds() {
    return kinds;
  }

  synchronized void use() {
    users++;
  }

  synchronized void release() {
    users--;
    closeIfIdle();
  }

  /// No new users; the last one closes it.
  synchronized void retire() {
    isRetired = true;
    closeIfIdle();
  }

  private void closeIfIdle() {
    if (isRetired && users == 0) {
      client.close();
    }
  }
}
