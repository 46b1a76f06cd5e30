package io.tiphys.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class MetricsTest {

  private final Metrics metrics = new Metrics();

  @Test
  void namesStayAsTheyAre() {
    metrics.counter("argocd_app_sync_total", "h", "name").labelValues("web").inc();
    metrics.gauge("argocd_repo_pending_request_total", "h", "repo").labelValues("r").set(3);
    metrics
        .histogram("argocd_app_reconcile", "h", new double[] {0.25, 0.5}, "namespace")
        .labelValues("argocd")
        .observe(0.3);

    assertThat(Scrape.lines(metrics, "argocd_"))
        .containsExactly(
            "argocd_app_reconcile_bucket{namespace=\"argocd\",le=\"0.25\"} 0",
            "argocd_app_reconcile_bucket{namespace=\"argocd\",le=\"0.5\"} 1",
            "argocd_app_reconcile_bucket{namespace=\"argocd\",le=\"+Inf\"} 1",
            "argocd_app_reconcile_count{namespace=\"argocd\"} 1",
            "argocd_app_reconcile_sum{namespace=\"argocd\"} 0.3",
            "argocd_app_sync_total{name=\"web\"} 1.0",
            "argocd_repo_pending_request_total{repo=\"r\"} 3.0");
  }

  @Test
  void computedValuesAreThoseOfTheScrape() {
    var apps = new AtomicReference<>(List.of("web", "api", "web"));
    metrics.computed(
        "argocd_app_info",
        "h",
        List.of("namespace", "name"),
        () -> apps.get().stream().map(it -> new Sample(1, List.of("argocd", it))).toList());

    assertThat(Scrape.lines(metrics, "argocd_app_info"))
        .containsExactlyInAnyOrder(
            "argocd_app_info{name=\"web\",namespace=\"argocd\"} 1.0",
            "argocd_app_info{name=\"api\",namespace=\"argocd\"} 1.0");

    apps.set(List.of());
    assertThat(Scrape.lines(metrics, "argocd_app_info")).isEmpty();
  }

  @Test
  void aMetricThatCannotBeComputedDoesNotHideTheOthers() {
    metrics.computed(
        "broken",
        "h",
        List.of(),
        () -> {
          throw new IllegalStateException("no data");
        });
    metrics.gauge("whole", "h").set(1);

    assertThat(Scrape.lines(metrics, "whole")).containsExactly("whole 1.0");
    assertThat(Scrape.lines(metrics, "broken")).isEmpty();
  }

  @Test
  void aDeletedApplicationIsForgotten() {
    var syncs = metrics.counter("argocd_app_sync_total", "h", "namespace", "name", "phase");
    syncs.labelValues("argocd", "web", "Succeeded").inc();
    syncs.labelValues("argocd", "web", "Failed").inc();
    syncs.labelValues("argocd", "api", "Failed").inc();
    metrics.gauge("argocd_cluster_api_resources", "h", "server").labelValues("s").set(1);

    metrics.forget(Map.of("namespace", "argocd", "name", "web"));

    assertThat(Scrape.lines(metrics, "argocd_"))
        .containsExactly(
            "argocd_app_sync_total{name=\"api\",namespace=\"argocd\",phase=\"Failed\"} 1.0",
            "argocd_cluster_api_resources{server=\"s\"} 1.0");
  }

  @Test
  void metersOfMicrometerAreServedToo() {
    metrics.meters().counter("jobs.done").increment();

    assertThat(Scrape.lines(metrics, "jobs_done")).containsExactly("jobs_done_total 1.0");
  }
}
