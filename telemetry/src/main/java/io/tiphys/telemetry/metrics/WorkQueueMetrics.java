package io.tiphys.telemetry.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Gauge;
import io.prometheus.metrics.core.metrics.Histogram;
import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The `workqueue_*` metrics of controller-runtime, by the queue's name. Its methods are quick and
/// may be called under a queue's lock.
public final class WorkQueueMetrics {

  private final Gauge depth;
  private final Counter adds;
  private final Histogram waited;
  private final Histogram worked;
  private final Counter retries;
  private final Map<String, Running> running = new ConcurrentHashMap<>();

  /// How many are at work, and the sum of their start times: enough for the sum of their ages.
  private record Running(int count, double starts) {
    Running started(double now) {
      return new Running(count + 1, starts + now);
    }

    Running ended(double start) {
      return count <= 1 ? new Running(0, 0) : new Running(count - 1, starts - start);
    }
  }

  public WorkQueueMetrics(Metrics metrics) {
    depth = metrics.gauge("workqueue_depth", "Current depth of workqueue", "name");
    adds = metrics.counter("workqueue_adds_total", "Adds handled by workqueue", "name");
    waited =
        metrics.histogram(
            "workqueue_queue_duration_seconds",
            "How long an item stays in workqueue before it is requested",
            powersOfTen(),
            "name");
    worked =
        metrics.histogram(
            "workqueue_work_duration_seconds",
            "How long processing an item from workqueue takes",
            powersOfTen(),
            "name");
    retries = metrics.counter("workqueue_retries_total", "Retries handled by workqueue", "name");
    metrics.computed(
        "workqueue_unfinished_work_seconds",
        "How long the items that are being processed have been so, added up",
        List.of("name"),
        this::unfinished);
  }

  /// A key came in.
  ///
  /// @param depth how many wait now
  public void added(String queue, int depth) {
    adds.labelValues(queue).inc();
    this.depth.labelValues(queue).set(depth);
  }

  /// A worker took a key.
  public void taken(String queue, int depth, Duration waited) {
    this.depth.labelValues(queue).set(depth);
    this.waited.labelValues(queue).observe(seconds(waited));
    double now = now();
    running.merge(queue, new Running(1, now), (present, _) -> present.started(now));
  }

  /// A worker is done with a key.
  ///
  /// @param failed whether it will be tried again
  public void done(String queue, Duration took, boolean failed) {
    worked.labelValues(queue).observe(seconds(took));
    if (failed) {
      retries.labelValues(queue).inc();
    }
    double start = now() - seconds(took);
    running.computeIfPresent(queue, (_, present) -> present.ended(start));
  }

  private List<Sample> unfinished() {
    double now = now();
    var samples = new ArrayList<Sample>();
    running.forEach((queue, present) ->
        samples.add(
            new Sample(Math.max(0, present.count() * now - present.starts()), List.of(queue))));
    return samples;
  }

  private static double now() {
    return System.nanoTime() / 1e9;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /// 10 ns to 1000 s.
  private static double[] powersOfTen() {
    return new double[] {1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10, 100, 1000};
  }
}
