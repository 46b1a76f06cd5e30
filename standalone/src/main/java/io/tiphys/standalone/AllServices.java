package io.tiphys.standalone;

import io.grpc.ManagedChannel;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.tiphys.apiserver.ApiServer;
import io.tiphys.apiserver.Surroundings;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.flags.GoFlags;
import io.tiphys.reposerver.RepoServer;
import io.tiphys.reposerver.RepoServerOptions;
import io.tiphys.reposerver.serve.SealedRenderCache;
import io.tiphys.settings.CmdParams;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.RedisAddress;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/// All services in this process. They talk as they do over a network, through gRPC and Redis, but
/// for the transport: calls to the repo server stay in this process.
final class AllServices {

  private static final Logger log = LoggerFactory.getLogger(AllServices.class);
  private static final String REPO_SERVER = "repo-server";
  private static final Duration SETTINGS_PATIENCE = Duration.ofSeconds(30);

  /// What the repo server keeps in this process in front of Redis.
  private static final long CACHE_BYTES = 8L << 20;

  private final ApiServerOptions options;
  private final Home home;
  private final Map<String, String> env;
  private final boolean isRedisGiven;
  private final Consumer<CmdParams> told;

  /// @param options of the API server; they may be others once `told` has heard of the parameters
  /// @param told is given what `argocd-cmd-params-cm` says, before the services start
  AllServices(
      ApiServerOptions options,
      Home home,
      Map<String, String> env,
      boolean isRedisGiven,
      Consumer<CmdParams> told) {
    this.options = options;
    this.home = home;
    this.env = env;
    this.isRedisGiven = isRedisGiven;
    this.told = told;
  }

  /// @param running keeps what is started
  /// @param controllerFlags for the application controller, beside its variables
  /// @param repoServerFlags the same for the repo server
  void start(Running running, Supplier<List<String>> controllerFlags, List<String> repoServerFlags)
      throws Exception {
    var data =
        running.add(DataDirectory.open(env, home.access().server() + " " + home.namespace()));
    var metrics = new Metrics();
    var redis = redis(running, data);
    var cache = cache(running, redis, RepoServer.requestsOfCache(metrics));
    var settings = running.add(SettingsWatch.start(home.kube(), home.namespace(), home.access()));
    awaitSettings(settings, home.namespace());
    told.accept(settings.current().params());
    startRepoServer(running, data, new Cached(cache, metrics), settings, repoServerFlags);
    startController(running, redis, settings, controllerFlags.get());
    startApiServer(running, redis, settings);
    log.atInfo()
        .addKeyValue("namespace", home.namespace())
        .addKeyValue("cluster", home.access().server())
        .log("all services run");
  }

  /// Waits until the settings are known.
  ///
  /// @throws IOException when they are not, with the reason
  static void awaitSettings(SettingsWatch settings, String namespace)
      throws IOException, InterruptedException {
    if (!settings.awaitRead(SETTINGS_PATIENCE)) {
      throw new IOException(
          "the settings in namespace %s cannot be read: %s"
              .formatted(namespace, settings.problem().orElse("no answer")));
    }
  }

  /// Where entries are, and what they are sealed by.
  private record Redis(RedisAddress address, Seal seal) {}

  private Redis redis(Running running, DataDirectory data) throws IOException {
    RedisAddress address =
        isRedisGiven
            ? options.redis.address(env)
            : running.add(EmbeddedRedis.start(data.inside("redis"))).address();
    return new Redis(address, Seal.loadOrCreate(data.inside("trust")));
  }

  private SealedCache cache(Running running, Redis redis, CacheListener listener) {
    var cache =
        running.add(
            new SealedCache(
                redis.address(),
                redis.seal(),
                options.redis.cache(env, CACHE_BYTES, Duration.ofHours(1)),
                listener));
    // The first connection takes longest; it is made while the settings are read.
    Thread.ofVirtual().name("redis-connect").start(() -> cache.get("connected"));
    return cache;
  }

  /// @param metrics of the repo server, which has the cache's, too
  private record Cached(SealedCache cache, Metrics metrics) {}

  private void startRepoServer(
      Running running,
      DataDirectory data,
      Cached cached,
      SettingsWatch settings,
      List<String> flags)
      throws IOException {
    var repoServer = parse(new RepoServerOptions(), flags, settings, "repo-server");
    if (!env.containsKey("TIPHYS_REPO_DATA_PATH")) {
      repoServer.dataPath = data.inside("repositories");
    }
    if (!Files.exists(repoServer.tlsDataPath) && !Files.exists(repoServer.sshDataPath)) {
      // nobody has put volumes there
      repoServer.tlsDataPath = data.inside("tls");
      repoServer.sshDataPath = data.inside("ssh");
      new TrustedHosts(repoServer.tlsDataPath, repoServer.sshDataPath).follow(settings);
    }
    ProcessMetrics.register(cached.metrics());
    running.add(
        RepoServer.inProcess(
            REPO_SERVER,
            repoServer,
            () -> BuildSettingsOfArgocd.of(settings.current().argocd()),
            new SealedRenderCache(cached.cache()),
            cached.metrics(),
            env));
    running.add(
        TelemetryServer.start(
            repoServer.metricsAddress, repoServer.metricsPort, cached.metrics(), new Health()));
  }

  /// What services tell each other of Applications and clusters: others change it, so nothing is
  /// kept in front of Redis.
  private SealedCache state(Redis redis, CacheListener listener) {
    return new SealedCache(
        redis.address(), redis.seal(), options.redis.cache(env, 0, Duration.ZERO), listener);
  }

  private void startController(
      Running running, Redis redis, SettingsWatch settings, List<String> flags)
      throws InterruptedException {
    var controller = parse(new ControllerOptions(), flags, settings, "controller");
    var channel = channelToRepoServer();
    running.add(channel::shutdownNow);
    ControllerCommand.start(
        running,
        controller,
        home,
        new ControllerCommand.Channels(settings, channel, listener -> state(redis, listener)),
        env);
  }

  private void startApiServer(Running running, Redis redis, SettingsWatch settings)
      throws InterruptedException {
    var metrics = ApiServer.metrics();
    var cache = running.add(state(redis, ApiServer.requestsOfCache(metrics)));
    var channel = channelToRepoServer();
    running.add(channel::shutdownNow);
    running.add(
        ApiServer.start(
            options,
            new Surroundings(home.kube(), home.namespace(), settings, channel, cache, env),
            metrics));
  }

  /// How the other services call the repo server.
  static ManagedChannel channelToRepoServer() {
    return InProcessChannelBuilder.forName(REPO_SERVER)
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .build();
  }

  private <T> T parse(T options, List<String> flags, SettingsWatch settings, String service) {
    var command = new CommandLine(options);
    GoFlags.applyTo(command);
    new ParamsAsDefaults(settings.current().params(), service, env).parse(command, flags);
    return options;
  }
}
