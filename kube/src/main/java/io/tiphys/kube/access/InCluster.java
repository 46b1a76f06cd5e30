package io.tiphys.kube.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Access from inside a Pod, by its service account.
public final class InCluster {

  private static final Path DIRECTORY = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");

  private InCluster() {}

  /// Whether this process runs in a Pod that may reach its cluster.
  public static boolean isHere(Map<String, String> env) {
    return !env.getOrDefault("KUBERNETES_SERVICE_HOST", "").isEmpty()
        && Files.isReadable(DIRECTORY.resolve("token"));
  }

  /// @throws IOException when the Pod has no service account
  public static ClusterLogin login(Map<String, String> env) throws IOException {
    return login(env, DIRECTORY);
  }

  static ClusterLogin login(Map<String, String> env, Path directory) throws IOException {
    String host = env.getOrDefault("KUBERNETES_SERVICE_HOST", "");
    String port = env.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
    if (host.isEmpty()) {
      throw new IOException("KUBERNETES_SERVICE_HOST is not set: this is no Pod");
    }
    String server = "https://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    String ca = Files.readString(directory.resolve("ca.crt"));
    Path namespace = directory.resolve("namespace");
    return new ClusterLogin(
        new ClusterAccess(
            server,
            new Auth.TokenFile(directory.resolve("token")),
            Tls.trusting(ca),
            "",
            true), // the API server is near: gzip would only cost both sides
        Files.isReadable(namespace) ? Files.readString(namespace).strip() : "default");
  }
}
