package io.tiphys.reposerver;

import io.grpc.InsecureServerCredentials;
import io.grpc.Server;
import io.grpc.ServerBuilder;
import io.grpc.ServerCredentials;
import io.grpc.ServerInterceptors;
import io.grpc.TlsServerCredentials;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.HealthStatusManager;
import io.tiphys.reposerver.render.BuildConfiguration;
import io.tiphys.reposerver.serve.BuildSettingsDirectory;
import io.tiphys.reposerver.serve.CallRecency;
import io.tiphys.reposerver.serve.RenderCache;
import io.tiphys.reposerver.serve.SealedRenderCache;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import io.tiphys.telemetry.metrics.RedisMetrics;
import io.tiphys.trust.identity.ServiceIdentity;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A repo server that runs: on a port of its own with mutual TLS, or inside another process.
/// Closing it lets calls that are under way end, for a while.
public final class RepoServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RepoServer.class);
  private static final Duration GRACE = Duration.ofSeconds(20);

  /// What is kept in this process in front of Redis.
  private static final long CACHE_BYTES = 64L << 20;

  private final Server server;
  private final HealthStatusManager health;
  private final Deque<AutoCloseable> parts;

  private RepoServer(Server server, HealthStatusManager health, Deque<AutoCloseable> parts) {
    this.server = server;
    this.health = health;
    this.parts = parts;
  }

  /// Starts one as a process of its own: `--port` with mutual TLS, `--metrics-port`, results in
  /// Redis, build settings from `--settings-path`.
  ///
  /// @param environment of the process
  /// @throws UncheckedIOException when a port or a directory cannot be used; it is named
  public static RepoServer start(RepoServerOptions options, Map<String, String> environment) {
    var parts = new ArrayDeque<AutoCloseable>();
    try {
      var metrics = new Metrics();
      ProcessMetrics.register(metrics);
      var cache =
          held(
              parts,
              new SealedCache(
                  options.redis.address(environment),
                  Seal.loadOrCreate(options.trust.path),
                  options.redis.cache(environment, CACHE_BYTES, options.repoCacheExpiration),
                  requestsOfCache(metrics)));
      var builder =
          NettyServerBuilder.forAddress(
              new InetSocketAddress(options.address, options.port), credentials(options));
      RepoServer started =
          start(
              options,
              builder,
              new BuildSettingsDirectory(options.settingsPath),
              new SealedRenderCache(cache),
              metrics,
              environment,
              parts);
      var health = new Health();
      health.add("grpc", started::problem);
      held(
          parts,
          TelemetryServer.start(options.metricsAddress, options.metricsPort, metrics, health));
      options.ignored().forEach(flag -> log.warn("{} is not supported and changes nothing", flag));
      log.atInfo()
          .addKeyValue("address", options.address)
          .addKeyValue("port", started.port())
          .addKeyValue("tls", !options.disableTls)
          .log("repo server started");
      return started;
    } catch (RuntimeException | Error e) {
      closeAll(parts);
      throw e;
    }
  }

  /// Starts one inside this process, reached by the in-process transport of gRPC.
  ///
  /// @param name for `InProcessChannelBuilder.forName`
  /// @param configuration asked for each request
  /// @param metrics those of the process; the repo server's are added
  public static RepoServer inProcess(
      String name,
      RepoServerOptions options,
      Supplier<BuildConfiguration> configuration,
      RenderCache cache,
      Metrics metrics,
      Map<String, String> environment) {
    return start(
        options,
        InProcessServerBuilder.forName(name),
        configuration,
        cache,
        metrics,
        environment,
        new ArrayDeque<>());
  }

  private static RepoServer start(
      RepoServerOptions options,
      ServerBuilder<?> builder,
      Supplier<BuildConfiguration> configuration,
      RenderCache cache,
      Metrics metrics,
      Map<String, String> environment,
      Deque<AutoCloseable> parts) {
    var assembled =
        held(parts, RepoServerParts.assemble(options, configuration, cache, metrics, environment));
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    parts.push(threads::shutdownNow);
    var health = new HealthStatusManager();
    try {
      Server server =
          builder
              .executor(threads)
              .maxInboundMessageSize(options.grpcMaxMegabytes << 20)
              .addService(
                  ServerInterceptors.intercept(
                      assembled.service(), assembled.counting(), new CallRecency()))
              .addService(health.getHealthService())
              .build()
              .start();
      return new RepoServer(server, health, parts);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the repo server cannot listen on %s:%d: %s"
              .formatted(options.address, options.port, e.getMessage()),
          e);
    }
  }

  private static ServerCredentials credentials(RepoServerOptions options) {
    if (options.disableTls) {
      return InsecureServerCredentials.create();
    }
    var identity = ServiceIdentity.loadOrCreate(options.trust.path, "repo-server");
    return TlsServerCredentials.newBuilder()
        .keyManager(identity.keyManager())
        .trustManager(identity.trustManager())
        .clientAuth(TlsServerCredentials.ClientAuth.REQUIRE)
        .build();
  }

  /// Counts what a cache asks Redis for, as a metric of the repo server.
  public static CacheListener requestsOfCache(Metrics metrics) {
    var redis = RedisMetrics.ofRepoServer(metrics);
    return new CacheListener() {
      @Override
      public void requested(String command, boolean failed, Duration took) {
        redis.requested(command, failed, took);
      }

      @Override
      public void forged(String key) {
        redis.forged();
      }
    };
  }

  /// Where it listens; -1 in process.
  public int port() {
    return server.getPort();
  }

  private Optional<String> problem() {
    return server.isShutdown() ? Optional.of("the gRPC server has stopped") : Optional.empty();
  }

  @Override
  public void close() {
    health.enterTerminalState();
    server.shutdown();
    try {
      if (!server.awaitTermination(GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
        server.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      server.shutdownNow();
    }
    closeAll(parts);
  }

  private static <T extends AutoCloseable> T held(Deque<AutoCloseable> parts, T part) {
    parts.push(part);
    return part;
  }

  private static void closeAll(Deque<AutoCloseable> parts) {
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("a part of the repo server did not stop: {}", e.toString());
      }
    }
  }
}
