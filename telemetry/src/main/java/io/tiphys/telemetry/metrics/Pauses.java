package io.tiphys.telemetry.metrics;

import io.tiphys.telemetry.metrics.Metrics.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The last durations of something rare, for their quantiles.
final class Pauses {

  private static final int KEPT = 500;

  private final ReentrantLock lock = new ReentrantLock();
  private final double[] last = new double[KEPT];
  private long count;
  private double seconds;

  void add(double duration) {
    lock.lock();
    try {
      last[(int) (count++ % KEPT)] = duration;
      seconds += duration;
    } finally {
      lock.unlock();
    }
  }

  long count() {
    lock.lock();
    try {
      return count;
    } finally {
      lock.unlock();
    }
  }

  double seconds() {
    lock.lock();
    try {
      return seconds;
    } finally {
      lock.unlock();
    }
  }

  /// The quantiles of Go's runtime, all zero before the first pause.
  List<Sample> quantiles() {
    double[] sorted;
    lock.lock();
    try {
      sorted = Arrays.copyOf(last, (int) Math.clamp(count, 1, KEPT));
    } finally {
      lock.unlock();
    }
    Arrays.sort(sorted);
    return List.of("0", "0.25", "0.5", "0.75", "1").stream()
        .map(it -> new Sample(at(sorted, Double.parseDouble(it)), List.of(it)))
        .toList();
  }

  private static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.round(quantile * (sorted.length - 1))];
  }
}
