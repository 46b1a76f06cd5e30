package io.tiphys.controller.sync;

import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.Stall;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperationResult;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What one process knows of an operation that runs, beside what stands in the status. All of it
/// can be lost: another process finds out again.
///
/// @param startedAt and `attempt`: which run it is about
/// @param begun what it began with, in case that could not be written down
/// @param targets of the operation's revision
/// @param progress with the outcome of the dry run, which the status does not say
/// @param pauseUntil between two waves: when the next one may begin
/// @param stall what it waits for; null when it does not wait
/// @param cutOffSince since when the cluster takes nothing; null when it does
public record OperationMemory(
    @Nullable Instant startedAt,
    long attempt,
    SyncOperationResult begun,
    TargetIndex targets,
    Progress progress,
    Instant pauseUntil,
    @Nullable Stall stall,
    @Nullable Instant cutOffSince) {

  static OperationMemory begin(
      OperationState state, SyncOperationResult begun, TargetIndex targets, Progress progress) {
    return new OperationMemory(
        state.startedAt(), state.retryCount(), begun, targets, progress, Instant.MIN, null, null);
  }

  OperationMemory with(Progress newProgress, Instant newPause, @Nullable Stall newStall) {
    return new OperationMemory(
        startedAt, attempt, begun, targets, newProgress, newPause, newStall, null);
  }

  OperationMemory cutOff(Progress newProgress, Instant since) {
    return new OperationMemory(
        startedAt, attempt, begun, targets, newProgress, Instant.MIN, null, since);
  }

  /// What it waits for.
  public Optional<Stall> stalled() {
    return Optional.ofNullable(stall);
  }

  /// Whether it is about that operation's attempt.
  public boolean isAbout(OperationState state) {
    return startedAt != null
        && startedAt.equals(state.startedAt())
        && attempt == state.retryCount();
  }
}
