package io.tiphys.controller.compare;

import io.tiphys.engine.ignore.IgnoreRules;
import java.time.Duration;

/// How long a jq expression that somebody wrote may run on one object
/// (`controller.ignore.normalizer.jq.timeout`).
public final class TimeLimit {

  /// What holds when nothing is configured.
  public static final Duration DEFAULT = Duration.ofSeconds(1);

  private TimeLimit() {}

  /// @param timeout zero for the default
  public static IgnoreRules.Deadline of(Duration timeout) {
    long nanos = timeout.isZero() ? DEFAULT.toNanos() : timeout.toNanos();
    return () -> {
      long start = System.nanoTime();
      return () -> System.nanoTime() - start > nanos;
    };
  }
}
