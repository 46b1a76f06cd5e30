package io.tiphys.engine.sync;

import io.tiphys.model.application.Backoff;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.RetryStrategy;
import io.tiphys.model.time.GoDuration;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// What follows a failed attempt of an operation. An operation that waits for its next attempt is
/// Running and has a `finishedAt`: that of the attempt before.
public final class Retry {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(3);
  private static final long FACTOR = 2;
  // Go's time.Kitchen.
  private static final DateTimeFormatter KITCHEN =
      DateTimeFormatter.ofPattern("h:mma", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private Retry() {}

  /// @param ended the state of an attempt that is over, with the message of its end
  /// @param now when it ended
  /// @return the state to be written: the same with the end's time, or Running again with the time
  ///   of the next attempt in its message
  public static OperationState after(OperationState ended, Instant now) {
    var phase = OperationPhase.of(ended.phase());
    var builder = OperationStateBuilder.builder(ended).finishedAt(now);
    if (phase.isEmpty() || !phase.get().failed()) {
      return builder.build();
    }
    RetryStrategy retry = ended.operation().retry();
    if (retry.limit() >= 0 && ended.retryCount() >= retry.limit()) {
      return ended.retryCount() == 0
          ? builder.build()
          : builder
              .message("%s (retried %d times).".formatted(ended.message(), ended.retryCount()))
              .build();
    }
    try {
      Instant next = now.plus(pause(retry, ended.retryCount()));
      long attempt = ended.retryCount() + 1;
      return builder
          .phase(OperationPhase.RUNNING.text())
          .retryCount(attempt)
          .message(
              "%s. Retrying attempt #%d at %s."
                  .formatted(ended.message(), attempt, KITCHEN.format(next)))
          .build();
    } catch (IllegalArgumentException notADuration) {
      return builder
          .phase(OperationPhase.ERROR.text())
          .message("%s (failed to retry: %s)".formatted(ended.message(), notADuration.getMessage()))
          .build();
    }
  }

  /// @return when the next attempt begins; empty when the operation does not wait for one
  public static Optional<Instant> dueAt(OperationState state) {
    Instant finishedAt = state.finishedAt();
    if (finishedAt == null || !state.phase().equals(OperationPhase.RUNNING.text())) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          finishedAt.plus(pause(state.operation().retry(), Math.max(0, state.retryCount() - 1))));
    } catch (IllegalArgumentException changedSince) {
      return Optional.of(finishedAt);
    }
  }

  /// @param waiting a state whose time has come
  /// @return the state that the next attempt begins with: nothing is recorded of it yet
  public static OperationState again(OperationState waiting) {
    String what =
        takesLatest(waiting) ? "Retrying operation with latest revisions" : "Retrying operation";
    return OperationStateBuilder.builder(waiting)
        .finishedAt(null)
        .syncResult(null)
        .message("%s. Attempt #%d".formatted(what, waiting.retryCount()))
        .build();
  }

  /// Whether the attempt is to what the sources have now, not to what the operation began with
  /// (`retry.refresh`).
  public static boolean takesLatest(OperationState state) {
    return state.retryCount() > 0 && state.operation().retry().refresh();
  }

  /// @param attempts how many retries there were before
  static Duration pause(RetryStrategy retry, long attempts) {
    Duration first = FIRST_PAUSE;
    Duration longest = LONGEST_PAUSE;
    long factor = FACTOR;
    Backoff backoff = retry.backoff();
    if (backoff != null) {
      first = backoff.duration().isEmpty() ? first : duration(backoff.duration());
      longest = backoff.maxDuration().isEmpty() ? longest : duration(backoff.maxDuration());
      Long wanted = backoff.factor();
      factor = wanted == null ? factor : wanted;
    }
    double nanos = first.toNanos() * Math.pow(factor, attempts);
    return nanos >= longest.toNanos() && !longest.isZero()
        ? longest
        : Duration.ofNanos((long) Math.min(nanos, Long.MAX_VALUE));
  }

  // A number without a unit is seconds.
  private static Duration duration(String text) {
    Duration duration =
        text.matches("[0-9]{1,9}")
            ? Duration.ofSeconds(Long.parseLong(text))
            : GoDuration.parse(text)
                .orElseThrow(() ->
                    new IllegalArgumentException("unable to parse " + text + " as a duration"));
    if (duration.isNegative()) {
      throw new IllegalArgumentException(text + " is no time to wait");
    }
    return duration;
  }
}
