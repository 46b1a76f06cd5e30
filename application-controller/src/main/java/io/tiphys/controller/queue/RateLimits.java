package io.tiphys.controller.queue;

import java.time.Duration;

/// How often keys may be put into a queue
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/high_availability/#rate-limiting-application-reconciliations).
///
/// @param burst how many keys may be put in at once
/// @param perSecond how many a second after that; infinite, or very large, for any number
/// @param calm after so long without it a key waits no longer than at first; zero when it never
///   waits longer
/// @param first how long a key waits
/// @param last the longest that it waits
/// @param factor how much longer it waits when it comes again
public record RateLimits(
    long burst, double perSecond, Duration calm, Duration first, Duration last, double factor) {

  private static final double UNLIMITED = 1e9;

  /// Keys are put in as they come.
  public static final RateLimits NONE =
      new RateLimits(
          500, Double.MAX_VALUE, Duration.ZERO, Duration.ofMillis(1), Duration.ofSeconds(1), 1.5);

  boolean limitsAll() {
    return perSecond < UNLIMITED;
  }
}
