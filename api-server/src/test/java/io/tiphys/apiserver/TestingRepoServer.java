package io.tiphys.apiserver;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.tiphys.reposerver.RepoServer;
import io.tiphys.reposerver.RepoServerOptions;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.serve.RenderCache;
import io.tiphys.telemetry.metrics.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import picocli.CommandLine;

/// A repo server in the test's process, which remembers no render.
public final class TestingRepoServer implements AutoCloseable {

  private final Path directory;
  private final AutoCloseable server;
  private final ManagedChannel channel;
  private final AtomicInteger calls;

  private TestingRepoServer(
      Path directory, AutoCloseable server, ManagedChannel channel, AtomicInteger calls) {
    this.directory = directory;
    this.server = server;
    this.channel = channel;
    this.calls = calls;
  }

  /// @param authorities PEM of those who sign for `localhost`
  /// @param knownHosts of Git over SSH
  public static TestingRepoServer start(String authorities, String knownHosts) throws IOException {
    Path directory = Files.createTempDirectory("tiphys-repo-server");
    Path tls = Files.createDirectories(directory.resolve("tls"));
    Files.writeString(tls.resolve("localhost"), authorities);
    Path keys = Files.createDirectories(directory.resolve("ssh"));
    Files.writeString(keys.resolve("ssh_known_hosts"), knownHosts);
    var options = new RepoServerOptions();
    new CommandLine(options)
        .parseArgs(
            "--data-path=" + directory.resolve("data"),
            "--tls-data-path=" + tls,
            "--ssh-data-path=" + keys);
    String name = directory.toString();
    var server =
        RepoServer.inProcess(
            name,
            options,
            () -> BuildConfiguration.DEFAULT,
            new NoCache(),
            new Metrics(),
            System.getenv());
    var calls = new AtomicInteger();
    var channel = InProcessChannelBuilder.forName(name).intercept(counting(calls)).build();
    return new TestingRepoServer(directory, server, channel, calls);
  }

  public ManagedChannel channel() {
    return channel;
  }

  private static ClientInterceptor counting(AtomicInteger calls) {
    return new ClientInterceptor() {
      @Override
      public <Q, A> ClientCall<Q, A> interceptCall(
          MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        calls.incrementAndGet();
        return next.newCall(method, options);
      }
    };
  }

  /// How many calls were made to it.
  public int calls() {
    return calls.get();
  }

  @Override
  public void close() throws Exception {
    channel.shutdownNow();
    server.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static final class NoCache implements RenderCache {
    @Override
    public Optional<byte[]> get(String key) {
      return Optional.empty();
    }

    @Override
    public void put(String key, byte[] rendered, Duration life) {}
  }
}
