package io.tiphys.apiserver.destination;

import io.tiphys.engine.schema.SchemaLookup;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.schema.ClusterSchemas;
import io.tiphys.kube.schema.SchemaDocuments;

/// The connections to one cluster, and how many calls use them.
final class SharedCluster {

  private final KubeClient client;
  private final KnownKinds kinds;
  private final ClusterSchemas schemas;
  private int users;
  private boolean isRetired;

  /// @param documents the schemas, shared by all clusters
  /// @throws IllegalArgumentException when the server's URL is none
  SharedCluster(ClusterAccess access, KubeClientOptions options, SchemaDocuments documents) {
    this.client = new KubeClient(access, options);
    this.kinds = new KnownKinds(client);
    this.schemas = new ClusterSchemas(client, documents);
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

  /// As they are published now: nobody here watches definitions.
  SchemaLookup schemas() {
    schemas.changed();
    return schemas;
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
