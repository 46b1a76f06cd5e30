package io.tiphys.e2e;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.process.Ports;
import io.tiphys.testkit.redis.TestingRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/// An installation whose services are processes of their own, with two API servers: one with TLS,
/// by the certificate of the first start, and one that serves in plain text.
///
/// @param namespace of the control plane
/// @param tls where the one with TLS listens, as `host:port`
/// @param plaintext where the other does
/// @param hosts that the repo server believes
/// @param certificate file with what the first start made
record TwoDoors(
    TestingCluster cluster,
    String namespace,
    TestingGit git,
    TestingRedis redis,
    Installation installation,
    MountedHosts hosts,
    String tls,
    String plaintext,
    Path certificate)
    implements AutoCloseable {

  /// Starts all of it, and waits until both serve.
  static TwoDoors open(TestingCluster cluster) {
    String namespace = cluster.newNamespace();
    var redis = TestingRedis.start();
    var hosts = MountedHosts.empty();
    var installation = Installation.in(cluster, namespace, hosts.variables());
    int repoServer = Ports.free();
    installation.startRepoServer(repoServer, redis.address());
    installation.startController(repoServer, redis.address());
    int tls = installation.startApiServer("api-server", repoServer, redis.address());
    int plaintext =
        installation.startApiServer(
            "plaintext-api-server", repoServer, redis.address(), "--insecure");
    installation.awaitHealthy("https", tls);
    installation.awaitHealthy("http", plaintext);
    try {
      return new TwoDoors(
          cluster,
          namespace,
          TestingGit.start(),
          redis,
          installation,
          hosts,
          "localhost:" + tls,
          "localhost:" + plaintext,
          Files.writeString(
              Files.createTempFile("tiphys", ".crt"),
              secret(cluster, namespace, "argocd-secret", "tls.crt")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address(Way way) {
    return way.isTls() ? tls : plaintext;
  }

  /// Brings the hosts that somebody has added to the repo server.
  void mountHosts() {
    hosts.update(cluster.admin(), namespace);
  }

  /// Of the account `admin`, as the first start made it.
  String adminPassword() {
    return secret(cluster, namespace, "argocd-initial-admin-secret", "password");
  }

  /// A value of a Secret.
  static String secret(TestingCluster cluster, String namespace, String name, String key) {
    try {
      var answer =
          cluster.admin().get("/api/v1/namespaces/%s/secrets/%s".formatted(namespace, name));
      var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
      var data = JsonTree.objectOrEmpty(tree.get("data"));
      return new String(
          Base64.getDecoder().decode(String.valueOf(data.get(key))), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    installation.close();
    git.close();
    redis.close();
    Files.deleteIfExists(certificate);
    hosts.delete();
  }
}
