package io.tiphys.apiserver;

import io.tiphys.apiserver.certificate.CertificateSecrets;
import io.tiphys.apiserver.certificate.ServingCertificate;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.version.Build;
import io.tiphys.apiserver.version.VersionEndpoint;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebConfiguration;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.telemetry.http.Health;
import io.tiphys.telemetry.http.TelemetryServer;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.telemetry.metrics.ProcessMetrics;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/// The API server, running.
public final class ApiServer implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

  private final AnnotationConfigServletWebServerApplicationContext context;
  private final TelemetryServer telemetry;

  private ApiServer(
      AnnotationConfigServletWebServerApplicationContext context, TelemetryServer telemetry) {
    this.context = context;
    this.telemetry = telemetry;
  }

  /// Starts it, and returns when it serves.
  ///
  /// The context is made by hand instead of by `SpringApplication`: no file and no jar on the class
  /// path configures anything, and a failure comes back as an exception for the launcher to word.
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
    var listener = new Listener(options.listen, certificate);
    var secrets = new ControlPlaneAccess(kube, namespace);
    var telemetry = telemetry(options, secrets);
    var context = new AnnotationConfigServletWebServerApplicationContext();
    context.registerBean(ApiServerOptions.class, () -> options);
    context.registerBean(Build.class, Build::current);
    context.registerBean(ControlPlaneAccess.class, () -> secrets);
    context.registerBean(Listener.class, () -> listener);
    context.register(WebConfiguration.class, VersionEndpoint.class);
    try {
      context.refresh();
    } catch (RuntimeException e) {
      context.close();
      telemetry.close();
      throw e;
    }
    log.atInfo()
        .addKeyValue("port", options.listen.port)
        .addKeyValue("tls", certificate.isPresent())
        .log("API server serves");
    return new ApiServer(context, telemetry);
  }

  private static TelemetryServer telemetry(ApiServerOptions options, ControlPlaneAccess access) {
    var metrics = new Metrics();
    ProcessMetrics.register(metrics);
    metrics
        .gauge("argocd_info", "ArgoCD version information", "version")
        .labelValues(Build.current().version())
        .set(1);
    var health = new Health();
    health.addFull("kubernetes", access::problem);
    return TelemetryServer.start(
        options.listen.metricsAddress, options.listen.metricsPort, metrics, health);
  }

  /// The port it listens on, also when any free one was asked for.
  public int port() {
    return Objects.requireNonNull(context.getWebServer()).getPort();
  }

  /// Lets requests under way finish, then ends.
  @Override
  public void close() {
    context.close();
    telemetry.close();
  }
}
