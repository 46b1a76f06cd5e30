package io.tiphys.engine.automation;

import java.time.Duration;

/// How long self-heal waits after an attempt: `first * factor^n`, at most `longest`, for the n-th
/// attempt in a row; the first one does not wait.
///
/// @param first `--self-heal-backoff-timeout-seconds`; zero turns the backoff off
/// @param factor `--self-heal-backoff-factor`
/// @param longest `--self-heal-backoff-cap-seconds`
/// @param fixed `--self-heal-timeout-seconds`, used when the backoff is off
/// @param calm `--self-heal-backoff-cooldown-seconds`: how long an Application must have been left
///   alone for its attempts to be forgotten
public record SelfHeal(
    Duration first, long factor, Duration longest, Duration fixed, Duration calm) {

  public static final SelfHeal DEFAULT =
      new SelfHeal(
          Duration.ofSeconds(2),
          3,
          Duration.ofSeconds(300),
          Duration.ZERO,
          Duration.ofSeconds(330));

  /// The same where every attempt is undone: each waits as long as any may.
  public SelfHeal patient() {
    Duration pause = longest.compareTo(fixed) > 0 ? longest : fixed;
    return new SelfHeal(pause, 1, pause, pause, calm);
  }

  /// @param attempts how many attempts there were in a row
  public Duration pause(long attempts) {
    if (first.isZero()) {
      return fixed;
    }
    if (attempts <= 0) {
      return Duration.ZERO;
    }
    double seconds = first.toMillis() / 1000.0 * Math.pow(factor, attempts - 1.0);
    return seconds >= longest.toSeconds() ? longest : Duration.ofMillis((long) (seconds * 1000));
  }
}
