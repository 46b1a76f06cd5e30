package io.tiphys.kube.access;

import io.tiphys.model.time.GoDuration;
import java.time.Duration;
import java.util.Map;

/// Limits of the requests to API servers. The defaults and the names of the variables are Argo
/// CD's; a variable that is no number or duration keeps the default.
///
/// @param connectTimeout to open a TCP connection (`ARGOCD_K8S_TCP_TIMEOUT`)
/// @param handshakeTimeout for TLS (`ARGOCD_K8S_TLS_HANDSHAKE_TIMEOUT`)
/// @param keepAlive between probes of a silent connection (`ARGOCD_K8S_TCP_KEEPALIVE`)
/// @param idleTimeout until an unused connection is closed (`ARGOCD_K8S_TCP_IDLE_TIMEOUT`)
/// @param maxIdleConnections per cluster (`ARGOCD_K8S_CLIENT_MAX_IDLE_CONNECTIONS`)
/// @param requestTimeout for everything but a watch, retries not counted
///   (`ARGOCD_K8S_SERVER_SIDE_TIMEOUT`); longer than the API server's own limit of 60 s, so that
///   its answer arrives
/// @param retries of a request that may be repeated and failed for another reason than the request
///   itself (`ARGOCD_K8SCLIENT_RETRY_MAX`)
/// @param retryBackoff before the first retry, doubled after each
///   (`ARGOCD_K8SCLIENT_RETRY_BASE_BACKOFF`, in milliseconds)
/// @param qps requests per second and cluster (`ARGOCD_K8S_CLIENT_QPS`); 0 for no limit, which is
///   the default here: the API server has priorities and fairness for that
/// @param burst requests above the rate (`ARGOCD_K8S_CLIENT_BURST`)
/// @param proxy the proxy of the environment, for clusters that name none
public record KubeClientOptions(
    Duration connectTimeout,
    Duration handshakeTimeout,
    Duration keepAlive,
    Duration idleTimeout,
    int maxIdleConnections,
    Duration requestTimeout,
    int retries,
    Duration retryBackoff,
    double qps,
    int burst,
    EnvironmentProxy proxy) {

  public static final KubeClientOptions DEFAULT = from(Map.of());

  /// @param env the process' environment
  public static KubeClientOptions from(Map<String, String> env) {
    double qps = number(env, "ARGOCD_K8S_CLIENT_QPS", 0);
    return new KubeClientOptions(
        duration(env, "ARGOCD_K8S_TCP_TIMEOUT", Duration.ofSeconds(30)),
        duration(env, "ARGOCD_K8S_TLS_HANDSHAKE_TIMEOUT", Duration.ofSeconds(10)),
        duration(env, "ARGOCD_K8S_TCP_KEEPALIVE", Duration.ofSeconds(30)),
        duration(env, "ARGOCD_K8S_TCP_IDLE_TIMEOUT", Duration.ofMinutes(5)),
        (int) number(env, "ARGOCD_K8S_CLIENT_MAX_IDLE_CONNECTIONS", 500),
        duration(env, "ARGOCD_K8S_SERVER_SIDE_TIMEOUT", Duration.ofSeconds(65)),
        (int) number(env, "ARGOCD_K8SCLIENT_RETRY_MAX", 0),
        Duration.ofMillis((long) number(env, "ARGOCD_K8SCLIENT_RETRY_BASE_BACKOFF", 100)),
        qps,
        (int) number(env, "ARGOCD_K8S_CLIENT_BURST", qps * 2),
        EnvironmentProxy.from(env));
  }

  private static Duration duration(Map<String, String> env, String name, Duration fallback) {
    return GoDuration.parse(env.getOrDefault(name, ""))
        .filter(Duration::isPositive)
        .orElse(fallback);
  }

  private static double number(Map<String, String> env, String name, double fallback) {
    try {
      double number = Double.parseDouble(env.getOrDefault(name, ""));
      return number >= 0 && Double.isFinite(number) ? number : fallback;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
