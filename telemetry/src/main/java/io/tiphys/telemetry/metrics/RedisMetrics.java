package io.tiphys.telemetry.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What a service asks Redis. The three services of the original have the same counter and three
/// kinds of histogram.
public final class RedisMetrics {

  private final Counter requests;
  private final Histogram durations;
  private final Counter forgeries;
  private final List<String> fixed;

  private RedisMetrics(
      Metrics metrics, String histogram, double[] bounds, List<String> names, List<String> fixed) {
    this.fixed = fixed;
    this.requests =
        metrics.counter(
            "argocd_redis_request_total",
            "Number of redis requests executed during application reconciliation.",
            with(names, "command", "failed"));
    this.durations = metrics.histogram(histogram, "Redis requests duration.", bounds, with(names));
    this.forgeries =
        metrics.counter(
            "tiphys_redis_forged_total",
            "Entries in Redis that this installation did not write and that were not used.");
  }

  /// @param hostname of this replica
  public static RedisMetrics ofController(Metrics metrics, String hostname) {
    return new RedisMetrics(
        metrics,
        "argocd_redis_request_duration",
        new double[] {0.01, 0.05, 0.10, 0.25, .5, 1},
        List.of("hostname", "initiator"),
        List.of(hostname, "argocd-application-controller"));
  }

  public static RedisMetrics ofApiServer(Metrics metrics) {
    return new RedisMetrics(
        metrics,
        "argocd_redis_request_duration",
        new double[] {0.1, 0.25, .5, 1, 2},
        List.of("initiator"),
        List.of("argocd-server"));
  }

  public static RedisMetrics ofRepoServer(Metrics metrics) {
    return new RedisMetrics(
        metrics,
        "argocd_redis_request_duration_seconds",
        new double[] {0.1, 0.25, .5, 1, 2},
        List.of("initiator"),
        List.of("argocd-repo-server"));
  }

  /// Redis was asked.
  ///
  /// @param command its lower-case name
  /// @param failed whether there was no answer
  public void requested(String command, boolean failed, Duration took) {
    requests.labelValues(with(fixed, command, Boolean.toString(failed))).inc();
    durations.labelValues(with(fixed)).observe(took.toNanos() / 1e9);
  }

  /// An entry was found that is not ours.
  public void forged() {
    forgeries.inc();
  }

  private static String[] with(List<String> first, String... more) {
    var all = new ArrayList<>(first);
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }
}
