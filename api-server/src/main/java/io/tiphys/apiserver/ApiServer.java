package io.tiphys.apiserver;

import io.tiphys.apiserver.certificate.ServedCertificate;
import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.settings.ArgocdSettings;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import io.tiphys.telemetry.metrics.RedisMetrics;
import io.tiphys.trust.seal.CacheListener;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API server, running.
public final class ApiServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private final WebServer web;
  private final TelemetryServer telemetry;
  private final Deque<AutoCloseable> started;

  private ApiServer(WebServer web, TelemetryServer telemetry, Deque<AutoCloseable> started) {
    this.web = web;
    this.telemetry = telemetry;
    this.started = started;
  }

  /// Starts it, and returns when it serves.
  ///
  /// @throws org.springframework.boot.web.server.PortInUseException as cause or itself
  /// @throws IllegalStateException when there is no serving certificate to be had, or Applications
  ///   and projects cannot be read
  public static ApiServer start(ApiServerOptions options, Surroundings around)
      throws InterruptedException {
    return start(options, around, metrics());
  }

  /// @param metrics made by [#metrics], for this server alone
  public static ApiServer start(ApiServerOptions options, Surroundings around, Metrics metrics)
      throws InterruptedException {
    var access = new ControlPlaneAccess(around.home(), around.namespace());
    var started = new ArrayDeque<AutoCloseable>();
    try {
      Optional<ServedCertificate> certificate =
          options.listen.insecure
              ? Optional.empty()
              : Optional.of(ServedCertificate.follow(around.home(), around.namespace()));
      certificate.ifPresent(started::push);
      var telemetry = telemetry(options, access, metrics);
      started.push(telemetry);
      var rooms = new Rooms(options, around, metrics);
      started.push(rooms);
      var gateway = gateway(options, metrics, rooms, around);
      started.push(gateway);
      var web =
          WebServer.start(
              new Listener(options.listen, certificate),
              gateway,
              access,
              options.web,
              rooms.servlets());
      log.atInfo()
          .addKeyValue("port", options.listen.port)
          .addKeyValue("tls", certificate.isPresent())
          .log("API server serves");
      started.push(web);
      return new ApiServer(web, telemetry, started);
    } catch (RuntimeException | InterruptedException e) {
      closeAll(started);
      throw e;
    }
  }

  private static void closeAll(Iterable<AutoCloseable> started) {
    for (AutoCloseable one : started) {
      try {
        one.close();
      } catch (Exception e) {
        log.warn("{} did not close: {}", one, e.toString());
      }
    }
  }

  private static Gateway gateway(
      ApiServerOptions options, Metrics metrics, Rooms rooms, Surroundings around) {
    return new Gateway(
        new Operations(rooms.operations()),
        new Dispatcher(rooms.gatekeeper(), grpcMetrics(options, metrics, rooms)),
        rooms.sessions(),
        new Gateway.Rules(
            options.web.apiContentTypes,
            () -> urls(around.settings().current().argocd()),
            options.web.rootPath.isEmpty() ? options.web.baseHref : options.web.rootPath,
            !options.listen.insecure));
  }

  private static GrpcServerMetrics grpcMetrics(
      ApiServerOptions options, Metrics metrics, Rooms rooms) {
    var calls = new GrpcServerMetrics(metrics, options.listen.grpcHistogram);
    rooms.operations().forEach(operation -> calls.expect(operation.method()));
    return calls;
  }

  /// `url` and `additionalUrls`.
  private static List<String> urls(ArgocdSettings settings) {
    return Stream.concat(
            Stream.of(settings.url()), settings.data().getOrDefault("additionalUrls", "").lines())
        .map(it -> it.replaceFirst("^[-\\s]+", "").strip())
        .filter(it -> !it.isEmpty())
        .toList();
  }

  /// Those of an API server, for what is opened before it starts.
  public static Metrics metrics() {
    var metrics = new Metrics();
    ProcessMetrics.register(metrics);
    metrics
        .gauge("argocd_info", "ArgoCD version information", "version")
        .labelValues(Build.current().version())
        .set(1);
    return metrics;
  }

  /// Counts what a cache asks Redis for, as a metric of the API server.
  public static CacheListener requestsOfCache(Metrics metrics) {
    var redis = RedisMetrics.ofApiServer(metrics);
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

  private static TelemetryServer telemetry(
      ApiServerOptions options, ControlPlaneAccess access, Metrics metrics) {
    var health = new Health();
    health.addFull("kubernetes", access::problem);
    return TelemetryServer.start(
        options.listen.metricsAddress, options.listen.metricsPort, metrics, health);
  }

  /// The port it listens on, also when any free one was asked for.
  public int port() {
    return web.port();
  }

  /// Where `/metrics` is served.
  public int metricsPort() {
    return telemetry.port();
  }

  /// Lets requests under way finish, then ends.
  @Override
  public void close() {
    closeAll(started);
  }
}
