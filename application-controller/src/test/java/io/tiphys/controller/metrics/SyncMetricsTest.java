package io.tiphys.controller.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.events.EventReports;
import io.tiphys.model.application.Application;
import io.tiphys.telemetry.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncMetricsTest {

  private final Metrics metrics = new Metrics();
  private final Counted counted = new Counted(metrics);
  private final EventReports reports =
      new EventReports(
          List.of(new SyncMetrics(counted, destination -> "https://" + destination.name())));

  @Test
  void countsEachOperationOnceWhenItIsOver() {
    Application before = app("Running", "");
    Application after = app("Succeeded", "finishedAt: \"2026-01-01T00:00:07Z\"");

    reports.wrote(before, before, health -> List.of());
    reports.wrote(before, after, health -> List.of());
    reports.wrote(after, after, health -> List.of());

    assertThat(scrape())
        .contains(
            "argocd_app_sync_total{dest_server=\"https://one\",dry_run=\"false\",name=\"shop\","
                + "namespace=\"argocd\",phase=\"Succeeded\",project=\"default\"} 1.0")
        .contains(
            "argocd_app_sync_duration_seconds_total{dest_server=\"https://one\",name=\"shop\","
                + "namespace=\"argocd\",project=\"default\"} 2.0");
  }

  @Test
  void keepsNothingOfAnApplicationThatIsGone() {
    reports.wrote(app("Running", ""), app("Failed", ""), health -> List.of());
    assertThat(scrape()).contains("phase=\"Failed\"");

    counted.gone(new AppKey("argocd", "shop"));

    assertThat(scrape()).doesNotContain("shop");
  }

  @Test
  void startsAnewWhenTheMetricsExpire() {
    reports.wrote(app("Running", ""), app("Failed", ""), health -> List.of());

    counted.clear();

    assertThat(scrape()).doesNotContain("shop");
  }

  private static Application app(String phase, String more) {
    return AppFactsTest.app(
        """
        metadata: {name: shop, namespace: argocd}
        spec: {destination: {name: one}}
        status:
          operationState:
            phase: %s
            startedAt: "2026-01-01T00:00:05Z"
            %s
        """
            .formatted(phase, more));
  }

  private String scrape() {
    var out = new ByteArrayOutputStream();
    try {
      metrics.write(out);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
