package io.tiphys.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class WorkQueueMetricsTest {

  private final Metrics metrics = new Metrics();
  private final WorkQueueMetrics queues = new WorkQueueMetrics(metrics);

  @Test
  void aKeyIsFollowedThroughTheQueue() {
    queues.added("app_reconciliation_queue", 1);
    queues.added("app_reconciliation_queue", 2);
    queues.taken("app_reconciliation_queue", 1, Duration.ofMillis(20));
    queues.done("app_reconciliation_queue", Duration.ofSeconds(2), true);

    assertThat(Scrape.lines(metrics, "workqueue_"))
        .contains(
            "workqueue_adds_total{name=\"app_reconciliation_queue\"} 2.0",
            "workqueue_depth{name=\"app_reconciliation_queue\"} 1.0",
            "workqueue_queue_duration_seconds_bucket{name=\"app_reconciliation_queue\",le=\"0.01\"} 0",
            "workqueue_queue_duration_seconds_bucket{name=\"app_reconciliation_queue\",le=\"0.1\"} 1",
            "workqueue_work_duration_seconds_sum{name=\"app_reconciliation_queue\"} 2.0",
            "workqueue_retries_total{name=\"app_reconciliation_queue\"} 1.0",
            "workqueue_unfinished_work_seconds{name=\"app_reconciliation_queue\"} 0.0");
  }

  @Test
  void whatIsAtWorkIsUnfinished() {
    queues.taken("q", 0, Duration.ZERO);

    assertThat(Scrape.lines(metrics, "workqueue_unfinished_work_seconds"))
        .singleElement()
        .satisfies(line -> assertThat(Double.parseDouble(line.split(" ")[1])).isPositive());
  }
}
