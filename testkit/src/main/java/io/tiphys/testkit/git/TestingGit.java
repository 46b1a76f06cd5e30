package io.tiphys.testkit.git;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.stream.Stream;

/// A place with bare Git repositories, and servers for them. Everything runs in this JVM, or as its
/// short-lived children, and ends with it.
public final class TestingGit implements AutoCloseable {

  private final Path root;
  private final Deque<AutoCloseable> servers = new ArrayDeque<>();

  private TestingGit(Path root) {
    this.root = root;
  }

  /// An empty place in a temporary directory.
  public static TestingGit start() {
    try {
      return new TestingGit(Files.createTempDirectory("tiphys-git").toRealPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes an empty repository with the default branch `main`.
  ///
  /// @param name may hold slashes; `.git` is added
  public TestingRepository repository(String name) {
    return TestingRepository.create(root.resolve(name + ".git"));
  }

  /// Where the repositories are.
  public Path root() {
    return root;
  }

  /// Serves all repositories over HTTPS with a certificate authority of its own.
  public TestingGitHttps https() {
    return held(TestingGitHttps.start(root));
  }

  /// Serves all repositories over SSH.
  public TestingGitSsh ssh() {
    return held(TestingGitSsh.start(root));
  }

  /// A server that accepts connections and never says a word.
  public HangingServer hanging() {
    return held(HangingServer.start());
  }

  private <T extends AutoCloseable> T held(T server) {
    servers.push(server);
    return server;
  }

  @Override
  public void close() {
    for (AutoCloseable server : servers) {
      try {
        server.close();
      } catch (Exception e) {
        throw new IllegalStateException("a Git server did not stop", e);
      }
    }
    delete(root);
  }

  static void delete(Path directory) {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
