package io.tiphys.e2e;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.AdminRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The ConfigMaps with the hosts that are believed, as files of a repo server that is a process of
/// its own. Where it is a pod, the kubelet does this.
///
/// @param directory with a directory for certificates and one for keys
record MountedHosts(Path directory) {

  private static final Map<String, String> PLACES =
      Map.of("argocd-tls-certs-cm", "tls", "argocd-ssh-known-hosts-cm", "ssh");

  static MountedHosts empty() {
    try {
      Path directory = Files.createTempDirectory("tiphys-hosts");
      for (String place : PLACES.values()) {
        Files.createDirectory(directory.resolve(place));
      }
      return new MountedHosts(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// For the repo server.
  Map<String, String> variables() {
    return Map.of(
        "ARGOCD_TLS_DATA_PATH", directory.resolve("tls").toString(),
        "ARGOCD_SSH_DATA_PATH", directory.resolve("ssh").toString());
  }

  /// Brings what was added to the files.
  ///
  /// @param namespace of the control plane
  void update(AdminRequest admin, String namespace) {
    PLACES.forEach((configMap, place) -> {
      try {
        var answer =
            admin.get("/api/v1/namespaces/%s/configmaps/%s".formatted(namespace, configMap));
        var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
        for (var entry : JsonTree.objectOrEmpty(tree.get("data")).entrySet()) {
          Files.writeString(
              directory.resolve(place).resolve(entry.getKey()), String.valueOf(entry.getValue()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    });
  }

  void delete() throws IOException {
    for (String place : PLACES.values()) {
      try (var files = Files.list(directory.resolve(place))) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(directory.resolve(place));
    }
    Files.delete(directory);
  }
}
