package io.tiphys.reposerver.source;

import io.tiphys.testkit.git.TestingGit;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Repositories and the source room before them; counts conversations.
final class SourceFixture implements AfterEachCallback, SourceObserver {

  final TestingGit git = TestingGit.start();
  final Path directory;
  final AtomicInteger listings = new AtomicInteger();
  final AtomicInteger fetches = new AtomicInteger();
  final AtomicInteger failures = new AtomicInteger();

  SourceFixture() {
    try {
      directory = Files.createTempDirectory("tiphys-sources");
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  GitSources sources() {
    return sources(Duration.ofSeconds(20), Duration.ofSeconds(30));
  }

  GitSources sources(Duration request, Duration fetch) {
    var defaults = SourceSettings.defaults(directory.resolve("data"));
    return new GitSources(
        new SourceSettings(
            defaults.directory(),
            directory.resolve("tls"),
            directory.resolve("known_hosts"),
            request,
            fetch,
            defaults.refsLife(),
            defaults.attempts(),
            0),
        this);
  }

  static Remote remote(String url) {
    try {
      return Remote.anonymous(GitUrl.parse(url));
    } catch (SourceException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static Remote remote(TestingRepository repository) {
    return remote(repository.fileUrl());
  }

  static Remote with(String url, Remote.Credentials credentials) {
    return new Remote(remote(url).url(), credentials, false, false, "", "", "", "");
  }

  static String text(GitSources sources, Remote remote, String revision, String path)
      throws SourceException {
    var tree = sources.tree(remote, sources.resolve(remote, revision, Recency.now()));
    return new String(tree.read(tree.entry(path).orElseThrow(), 10_000), StandardCharsets.UTF_8);
  }

  @Override
  public void asked(Request request, String repository, Duration duration) {
    switch (request) {
      case LS_REMOTE -> listings.incrementAndGet();
      case FETCH -> fetches.incrementAndGet();
    }
  }

  @Override
  public void failed(Request request, String repository, String revision) {
    failures.incrementAndGet();
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    git.close();
    Materialize.delete(directory);
  }
}
