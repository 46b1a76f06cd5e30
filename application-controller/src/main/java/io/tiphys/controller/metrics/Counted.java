package io.tiphys.controller.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.core.metrics.StatefulMetric;
import io.tiphys.controller.application.AppKey;
import io.tiphys.telemetry.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// The metrics that count, rather than look things up: they keep a series for each Application
/// until it is gone, and all of them until they expire.
final class Counted {

  /// A search for the series of those that are gone goes through all of them: not for each one.
  private static final int SWEEP = 256;

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final Metrics metrics;
  private final List<StatefulMetric<?, ?>> all = new CopyOnWriteArrayList<>();
  private final List<StatefulMetric<?, ?>> ofApps = new CopyOnWriteArrayList<>();
  private final Set<AppKey> gone = ConcurrentHashMap.newKeySet();
  private volatile long swept = System.nanoTime() - PAUSE.toNanos();

  Counted(Metrics metrics) {
    this.metrics = metrics;
  }

  /// A counter whose first labels are `namespace`, `name` and `project`.
  Counter ofApps(String name, String help, String... labels) {
    Counter counter =
        counter(
            name,
            help,
            Stream.concat(Stream.of("namespace", "name", "project"), Stream.of(labels))
                .toArray(String[]::new));
    ofApps.add(counter);
    return counter;
  }

  Counter counter(String name, String help, String... labels) {
    Counter counter = metrics.counter(name, help, labels);
    all.add(counter);
    return counter;
  }

  Histogram histogram(String name, String help, double[] bounds, String... labels) {
    Histogram histogram = metrics.histogram(name, help, bounds, labels);
    all.add(histogram);
    return histogram;
  }

  /// There is no such Application any more; its series go with those of others.
  void gone(AppKey key) {
    gone.add(key);
    long nanos = System.nanoTime() - swept;
    if (gone.size() >= SWEEP || nanos > PAUSE.toNanos()) {
      sweep();
    }
  }

  private synchronized void sweep() {
    swept = System.nanoTime();
    var keys = Set.copyOf(gone);
    ofApps.forEach(metric ->
        metric.removeIf(values -> keys.contains(new AppKey(values.get(0), values.get(1)))));
    gone.removeAll(keys);
  }

  /// Starts to count anew.
  void clear() {
    all.forEach(StatefulMetric::clear);
  }
}
