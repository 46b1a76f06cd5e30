package io.tiphys.reposerver.serve;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tiphys.reposerver.source.SourceObserver;
import io.tiphys.telemetry.metrics.Metrics;
import java.time.Duration;

/// What dashboards know of a repo server, under the original's names; and one of our own: how many
/// renders there really were.
public final class RepoServerMetrics implements SourceObserver, ServeObserver {

  private static final double[] GIT_SECONDS = {0.1, 0.25, .5, 1, 2, 4, 10, 20};
  private static final double[] WAIT_SECONDS = {0.1, 0.25, .5, 1, 2, 4, 10, 20};

  private final Counter requests;
  private final Histogram durations;
  private final Counter fetchFailures;
  private final Counter listingFailures;
  private final Gauge pending;
  private final Histogram waits;
  private final Counter renders;

  public RepoServerMetrics(Metrics metrics) {
    requests =
        metrics.counter(
            "argocd_git_request_total",
            "Number of git requests performed by repo server",
            "repo",
            "request_type");
    durations =
        metrics.histogram(
            "argocd_git_request_duration_seconds",
            "Git requests duration seconds.",
            GIT_SECONDS,
            "repo",
            "request_type");
    fetchFailures =
        metrics.counter(
            "argocd_git_fetch_fail_total",
            "Number of git fetch requests failures by repo server",
            "repo",
            "revision");
    listingFailures =
        metrics.counter(
            "argocd_git_lsremote_fail_total",
            "Number of git ls-remote requests failures by repo server",
            "repo",
            "revision");
    pending =
        metrics.gauge(
            "argocd_repo_pending_request_total",
            "Number of pending requests requiring repository lock",
            "repo");
    waits =
        metrics.histogram(
            "argocd_repo_parallelism_wait_duration_seconds",
            "Time a manifest waited for its turn to be generated.",
            WAIT_SECONDS);
    renders =
        metrics.counter(
            "tiphys_renders_total",
            "Manifests that were really generated, not taken from the cache.",
            "repo");
  }

  @Override
  public void asked(Request request, String repository, Duration duration) {
    requests.labelValues(repository, request.label()).inc();
    durations.labelValues(repository, request.label()).observe(duration.toNanos() / 1e9);
  }

  @Override
  public void failed(Request request, String repository, String revision) {
    switch (request) {
      case LS_REMOTE -> listingFailures.labelValues(repository, revision).inc();
      case FETCH -> fetchFailures.labelValues(repository, revision).inc();
    }
  }

  @Override
  public void rendered(String repository, Duration duration) {
    renders.labelValues(repository).inc();
  }

  @Override
  public void pending(String repository, int change) {
    pending.labelValues(repository).inc(change);
  }

  @Override
  public void waited(Duration duration) {
    waits.observe(duration.toNanos() / 1e9);
  }
}
