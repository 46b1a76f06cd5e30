package io.tiphys.standalone;

import io.tiphys.trust.seal.RedisAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import redis.embedded.core.ExecutableProvider;

/// A Redis for this process alone: on the loopback address, behind a password, in memory. A shell
/// between the two ends it when this process ends, however that happens.
final class EmbeddedRedis implements AutoCloseable {

  private static final String GUARD =
      "\"$@\" </dev/null & child=$!; cat >/dev/null; kill $child; wait $child";
  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final String LIMIT = "128mb";

  private final Process guard;
  private final int port;
  private final String password;

  private EmbeddedRedis(Process guard, int port, String password) {
    this.guard = guard;
    this.port = port;
    this.password = password;
  }

  /// Starts it and waits until it answers.
  ///
  /// @param home a private directory
  /// @throws IOException when there is none for this machine, or it does not start
  static EmbeddedRedis start(Path home) throws IOException {
    int port = freePort();
    byte[] random = new byte[16];
    new java.security.SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    Path binary = binary(home);
    Path log = home.resolve("redis.log");
    var command =
        List.of(
            "sh", "-c", GUARD, "redis-guard", binary.toString(), configure(home, port, password));
    var guard =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var redis = new EmbeddedRedis(guard, port, password);
    try {
      redis.awaitAnswer(log);
      return redis;
    } catch (IOException | RuntimeException e) {
      redis.close();
      throw e;
    }
  }

  private static Path binary(Path home) throws IOException {
    try {
      return ExecutableProvider.newJarResourceProvider(home.toFile()).get().toPath();
    } catch (IOException | RuntimeException e) {
      throw new IOException("there is no Redis for this machine; start one and give --redis", e);
    }
  }

  /// The password stands in a file, not in the arguments: those are shown to everybody.
  private static String configure(Path home, int port, String password) throws IOException {
    Path file = home.resolve("redis.conf");
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        file,
        """
        bind 127.0.0.1
        port %d
        requirepass %s
        save ""
        appendonly no
        maxmemory %s
        maxmemory-policy allkeys-lru
        dir "%s"
        """
            .formatted(port, password, LIMIT, home));
    return file.toString();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer(Path log) throws IOException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() - end < 0 && guard.isAlive()) {
      if (answers()) {
        return;
      }
      java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
    }
    throw new IOException("the embedded Redis does not answer; see " + log);
  }

  private boolean answers() {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
      socket.setSoTimeout(1000);
      socket
          .getOutputStream()
          .write(("AUTH " + password + "\r\n").getBytes(StandardCharsets.US_ASCII));
      return socket.getInputStream().read() == '+';
    } catch (IOException e) {
      return false;
    }
  }

  /// How the services reach it.
  RedisAddress address() {
    return new RedisAddress("127.0.0.1", port, 0, null, password, null);
  }

  @Override
  public void close() {
    try {
      guard.getOutputStream().close();
      if (!guard.waitFor(5, TimeUnit.SECONDS)) {
        guard.destroyForcibly();
      }
    } catch (IOException e) {
      guard.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
