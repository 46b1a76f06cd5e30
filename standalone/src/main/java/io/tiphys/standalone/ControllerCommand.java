package io.tiphys.standalone;

import io.grpc.Channel;
import io.tiphys.controller.ApplicationController;
import io.tiphys.controller.options.ControllerOptions;
import io.tiphys.exchange.repo.RepoServerChannel;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import io.tiphys.trust.seal.CacheListener;
import io.tiphys.trust.seal.Seal;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `tiphys application-controller`.
@Command(name = "application-controller")
final class ControllerCommand extends Started {

  @Mixin ControllerOptions options = new ControllerOptions();

  ControllerCommand(Map<String, String> env) {
    super(env);
  }

  @Override
  void start(Running running) throws Exception {
    log(options.logFormat, options.logLevel);
    var home = running.add(Home.find(options.kube, env));
    home.check();
    var settings = running.add(SettingsWatch.start(home.kube(), home.namespace(), home.access()));
    AllServices.awaitSettings(settings, home.namespace());
    var repoServer =
        running.add(
            options.repoServerPlaintext
                ? RepoServerChannel.plain(options.repoServer)
                : RepoServerChannel.secured(
                    options.repoServer, options.trust.path, "application-controller"));
    start(running, options, home, new Channels(settings, repoServer.channel(), this::state), env);
  }

  private SealedCache state(CacheListener listener) {
    return new SealedCache(
        options.redis.address(env),
        Seal.loadOrCreate(options.trust.path),
        options.redis.cache(env, 0, Duration.ZERO),
        listener);
  }

  /// Whom the controller talks to, beside the cluster.
  ///
  /// @param state opens where it leaves what it knows for others
  record Channels(
      SettingsWatch settings, Channel repoServer, Function<CacheListener, SealedCache> state) {}

  /// Starts it with its metrics and health: those first, so that one sees how it starts.
  static void start(
      Running running,
      ControllerOptions options,
      Home home,
      Channels channels,
      Map<String, String> env)
      throws InterruptedException {
    var metrics = new Metrics();
    ProcessMetrics.register(metrics);
    var health = new Health();
    var state =
        running.add(channels.state().apply(ApplicationController.requestsOfCache(metrics, env)));
    running.add(TelemetryServer.start("0.0.0.0", options.metricsPort, metrics, health));
    running.add(
        ApplicationController.start(
            options,
            new ApplicationController.Surroundings(
                home.kube(),
                home.namespace(),
                channels.settings(),
                channels.repoServer(),
                state,
                env,
                metrics,
                health)));
  }
}
