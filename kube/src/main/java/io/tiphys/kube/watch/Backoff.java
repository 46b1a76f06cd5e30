package io.tiphys.kube.watch;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/// Waiting times that double up to a limit, each with a random part, so that what failed together
/// does not come back together. One thread.
public final class Backoff {

  private final long first;
  private final long longest;
  private int failures;

  public Backoff(Duration first, Duration longest) {
    this.first = first.toMillis();
    this.longest = longest.toMillis();
  }

  /// How long to wait after one more failure.
  public Duration next() {
    long full = Math.min(longest, first << Math.min(failures, 20));
    failures++;
    return Duration.ofMillis(full / 2 + ThreadLocalRandom.current().nextLong(full / 2 + 1));
  }

  /// It went well.
  public void reset() {
    failures = 0;
  }
}
