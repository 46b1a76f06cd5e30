package io.tiphys.controller.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tiphys.kube.access.RequestObserver;
import io.tiphys.kube.access.RequestObserver.Observed;
import io.tiphys.model.application.Application;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What is asked of the clusters' API servers. Those of the `argocd_kubectl_*` metrics that measure
/// parts of Go's client which do not exist here are left out.
final class RequestMetrics {

  private static final double[] SECONDS = {0.005, 0.1, 0.5, 2, 8, 30};
  private static final String[] NO_APP = {"", "", ""};

  private final String hostname;
  private final Counter ofApps;
  private final Counter requests;
  private final Histogram durations;
  private final Counter writes;
  private final Map<String, String> hosts = new ConcurrentHashMap<>();

  RequestMetrics(Counted counted, String hostname) {
    this.hostname = hostname;
    this.ofApps =
        counted.ofApps(
            "argocd_app_k8s_request_total",
            "Number of kubernetes requests executed during application reconciliation.",
            "server",
            "response_code",
            "verb",
            "resource_kind",
            "resource_namespace",
            "dry_run");
    this.requests =
        counted.counter(
            "argocd_kubectl_requests_total",
            "Number of kubectl request results.",
            "host",
            "method",
            "code");
    this.durations =
        counted.histogram(
            "argocd_kubectl_request_duration_seconds",
            "Request latency in seconds.",
            SECONDS,
            "host",
            "verb");
    this.writes =
        counted.counter(
            "argocd_kubectl_exec_total", "Number of kubectl executions", "hostname", "command");
  }

  /// Of a cluster's cache.
  RequestObserver of(String server, String url) {
    String host = host(url);
    hosts.put(server, host);
    return request -> count(request, NO_APP, server, host);
  }

  /// Of an Application's sync.
  RequestObserver of(Application app, String server) {
    String[] labels = {app.metadata().namespace(), app.metadata().name(), AppFacts.project(app)};
    String host = hosts.getOrDefault(server, "");
    return request -> {
      count(request, labels, server, host);
      String command = command(request);
      if (!command.isEmpty()) {
        writes.labelValues(hostname, command).inc();
      }
    };
  }

  private void count(Observed request, String[] app, String server, String host) {
    ofApps
        .labelValues(
            app[0],
            app[1],
            app[2],
            server,
            Integer.toString(request.code()),
            request.verb(),
            request.plural(),
            request.namespace(),
            Boolean.toString(request.isDryRun()))
        .inc();
    String method = method(request.verb());
    String code = request.code() == 0 ? "<error>" : Integer.toString(request.code());
    requests.labelValues(host, method, code).inc();
    durations.labelValues(host, method).observe(request.took().toNanos() / 1e9);
  }

  private static String method(String verb) {
    return switch (verb) {
      case "Get", "List", "Watch" -> "GET";
      case "Create" -> "POST";
      case "Update" -> "PUT";
      default -> verb.toUpperCase(Locale.ROOT);
    };
  }

  /// The kubectl command that the original runs for such a write.
  private static String command(Observed request) {
    return switch (request.verb()) {
      case "Patch" -> "apply";
      case "Create" -> "create";
      case "Update" -> "replace";
      default -> "";
    };
  }

  private static String host(String url) {
    try {
      String authority = URI.create(url).getAuthority();
      return authority == null ? "" : authority.substring(authority.indexOf('@') + 1);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }
}
