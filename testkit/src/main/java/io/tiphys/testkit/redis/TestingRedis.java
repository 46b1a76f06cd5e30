package io.tiphys.testkit.redis;

import io.tiphys.testkit.process.ChildProcess;
import io.tiphys.testkit.process.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import redis.embedded.core.ExecutableProvider;

/// A Redis server of its own on a free port, which can be emptied, killed and started again.
public final class TestingRedis implements AutoCloseable {

  private final int port = Ports.free();
  private final Path home;
  private ChildProcess server;

  private TestingRedis(Path home) {
    this.home = home;
    server = run();
  }

  /// Starts one and waits until it answers.
  public static TestingRedis start() {
    try {
      return new TestingRedis(Files.createTempDirectory("tiphys-redis"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// `host:port`, as the flag `--redis` takes it.
  public String address() {
    return "127.0.0.1:" + port;
  }

  public int port() {
    return port;
  }

  /// Deletes every key.
  public void empty() {
    command("FLUSHALL");
  }

  /// Sends an inline command and gives the first bytes of the answer.
  public String command(String line) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress("127.0.0.1", port), 1000);
      socket.setSoTimeout(2000);
      socket.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      byte[] answer = new byte[65536];
      int length = socket.getInputStream().read(answer);
      return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("redis at " + address(), e);
    }
  }

  /// Ends it as `kill -9` does.
  public void kill() {
    server.kill();
  }

  /// Starts it again, empty, on the same port.
  public void restart() {
    server = run();
  }

  @Override
  public void close() {
    server.kill();
  }

  private ChildProcess run() {
    try {
      Path binary = ExecutableProvider.newJarResourceProvider(home.toFile()).get().toPath();
      var started =
          ChildProcess.start(
              "redis",
              home,
              Map.of(),
              List.of(
                  binary.toString(),
                  "--port",
                  Integer.toString(port),
                  "--bind",
                  "127.0.0.1",
                  "--save",
                  "",
                  "--dir",
                  home.toString()));
      awaitAnswer(started);
      return started;
    } catch (IOException e) {
      throw new UncheckedIOException("no Redis for this machine", e);
    }
  }

  private void awaitAnswer(ChildProcess started) {
    for (int i = 0; i < 400; i++) {
      try {
        if (command("PING").startsWith("+PONG")) {
          return;
        }
      } catch (UncheckedIOException e) {
        pause();
      }
    }
    throw new IllegalStateException("redis does not answer: " + started.lastLines());
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Redis starts", e);
    }
  }
}
