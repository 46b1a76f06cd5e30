package io.tiphys.controller.sync;

import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.Stall;
import io.tiphys.model.application.OperationState;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one process knows of an operation that runs, beside what stands in the status. All of it
/// can be lost: another process finds out again.
///
/// @param startedAt and `attempt`: which run it is about
/// @param targets of the operation's revision
/// @param progress with the outcome of the dry run, which the status does not say
/// @param pauseUntil between two waves: when the next one may begin
/// @param stall what it waits for; null when it does not wait
/// @param cutOffSince since when the cluster takes nothing; null when it does
public record OperationMemory(
    @Nullable Instant startedAt,
    long attempt,
    TargetIndex targets,
    Progress progress,
    Instant pauseUntil,
    @Nullable Stall stall,
    @Nullable Instant cutOffSince) {

  static OperationMemory begin(OperationState state, TargetIndex targets, Progress progress) {
    return new OperationMemory(
        state.startedAt(), state.retryCount(), targets, progress, Instant.MIN, null, null);
  }

  OperationMemory with(Progress newProgress, Instant newPause, @Nullable Stall newStall) {
    return new OperationMemory(startedAt, attempt, targets, newProgress, newPause, newStall, null);
  }

  OperationMemory cutOff(Progress newProgress, Instant since) {
    return new OperationMemory(startedAt, attempt, targets, newProgress, Instant.MIN, null, since);
  }

  /// What it waits for.
  public Optional<Stall> stalled() {
    return Optional.ofNullable(stall);
  }

  boolean isAbout(@Nullable Instant otherStart, long otherAttempt) {
    return startedAt != null && startedAt.equals(otherStart) && attempt == otherAttempt;
  }
}
