package io.tiphys.kube;

import io.tiphys.kube.access.Auth;
import io.tiphys.kube.access.ClusterAccess;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.KubeClientOptions;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Tls;
import io.tiphys.testkit.cluster.Connection;
import java.nio.charset.StandardCharsets;

/// Our own way to a test's cluster.
public final class TestingAccess {

  private TestingAccess() {}

  public static ClusterAccess to(Connection cluster) {
    return new ClusterAccess(
        cluster.server(),
        new Auth.Bearer(cluster.token()),
        Tls.trusting(cluster.certificateAuthority()));
  }

  public static KubeClient client(Connection cluster) {
    return new KubeClient(to(cluster), KubeClientOptions.DEFAULT);
  }

  public static ResourcePath configMaps(String namespace) {
    return ResourcePath.collection("", "v1", "configmaps", namespace);
  }

  public static ResourcePath configMap(String namespace, String name) {
    return ResourcePath.object("", "v1", "configmaps", namespace, name);
  }

  /// A ConfigMap as JSON.
  public static byte[] configMapJson(String name, String data) {
    return """
    {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"%s"},"data":{"key":"%s"}}\
    """
        .formatted(name, data)
        .getBytes(StandardCharsets.UTF_8);
  }
}
