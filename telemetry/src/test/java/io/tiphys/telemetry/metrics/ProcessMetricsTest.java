package io.tiphys.telemetry.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The names that the public dashboards read.
class ProcessMetricsTest {

  private final Metrics metrics = new Metrics();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "go_goroutines",
        "go_memstats_heap_alloc_bytes",
        "process_cpu_seconds_total",
        "process_start_time_seconds",
        "process_resident_memory_bytes",
        "process_open_fds",
        "process_max_fds"
      })
  void areThereWithAValue(String name) {
    ProcessMetrics.register(metrics);

    assertThat(Scrape.lines(metrics, name + " "))
        .singleElement()
        .satisfies(line -> assertThat(Double.parseDouble(line.split(" ")[1])).isPositive());
  }

  @Test
  void pausesHaveTheQuantilesOfGo() {
    ProcessMetrics.register(metrics);

    assertThat(Scrape.lines(metrics, "go_gc_duration_seconds{"))
        .extracting(line -> line.substring(0, line.indexOf(' ')))
        .containsExactly(
            "go_gc_duration_seconds{quantile=\"0\"}",
            "go_gc_duration_seconds{quantile=\"0.25\"}",
            "go_gc_duration_seconds{quantile=\"0.5\"}",
            "go_gc_duration_seconds{quantile=\"0.75\"}",
            "go_gc_duration_seconds{quantile=\"1\"}");
  }

  @Test
  void quantilesAreOfTheLastPauses() {
    var pauses = new Pauses();
    for (int i = 1; i <= 1000; i++) {
      pauses.add(i);
    }

    assertThat(pauses.quantiles())
        .extracting(Metrics.Sample::value)
        .containsExactly(501.0, 626.0, 751.0, 875.0, 1000.0);
    assertThat(pauses.count()).isEqualTo(1000);
    assertThat(pauses.seconds()).isEqualTo(500_500.0);
  }
}
