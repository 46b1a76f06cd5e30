package io.tiphys.apiserver;

import io.tiphys.apiserver.certificate.CertificateSecrets;
import io.tiphys.apiserver.certificate.ServingCertificate;
import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.NobodyBelieved;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.version.VersionOperations;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The API server, running.
public final class ApiServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private final WebServer web;
  private final Gateway gateway;
  private final TelemetryServer telemetry;

  private ApiServer(WebServer web, Gateway gateway, TelemetryServer telemetry) {
    this.web = web;
    this.gateway = gateway;
    this.telemetry = telemetry;
  }

  /// Starts it, and returns when it serves.
  ///
  /// @param kube the cluster that Tiphys' own objects are in; stays open when this is closed
  /// @param namespace of those objects
  /// @throws org.springframework.boot.web.server.PortInUseException as cause or itself
  /// @throws IllegalStateException when there is no serving certificate to be had
  public static ApiServer start(ApiServerOptions options, KubeClient kube, String namespace) {
    Optional<ServingCertificate> certificate =
        options.listen.insecure
            ? Optional.empty()
            : Optional.of(new CertificateSecrets(kube, namespace).loadOrCreate());
    var access = new ControlPlaneAccess(kube, namespace);
    var metrics = metrics();
    var telemetry = telemetry(options, access, metrics);
    var gateway = gateway(options, metrics);
    WebServer web;
    try {
      web = WebServer.start(new Listener(options.listen, certificate), gateway, access, Map.of());
    } catch (RuntimeException e) {
      gateway.close();
      telemetry.close();
      throw e;
    }
    log.atInfo()
        .addKeyValue("port", options.listen.port)
        .addKeyValue("tls", certificate.isPresent())
        .log("API server serves");
    return new ApiServer(web, gateway, telemetry);
  }

  private static Gateway gateway(ApiServerOptions options, Metrics metrics) {
    var operations = new Operations(new VersionOperations(Build.current()).operations());
    return new Gateway(
        operations,
        new Dispatcher(
            options.login.disabled ? new EverybodyBelieved() : new NobodyBelieved(),
            new GrpcServerMetrics(metrics, false)),
        new Gateway.Rules(
            options.web.apiContentTypes, List::of, options.web.baseHref, !options.listen.insecure));
  }

  private static Metrics metrics() {
    var metrics = new Metrics();
    ProcessMetrics.register(metrics);
    metrics
        .gauge("argocd_info", "ArgoCD version information", "version")
        .labelValues(Build.current().version())
        .set(1);
    return metrics;
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

  /// Lets requests under way finish, then ends.
  @Override
  public void close() {
    web.close();
    gateway.close();
    telemetry.close();
  }
}
