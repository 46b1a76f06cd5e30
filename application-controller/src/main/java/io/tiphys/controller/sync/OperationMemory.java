package io.tiphys.controller.sync;

import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.engine.sync.Progress;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What one process knows of an operation that runs, beside what stands in the status. All of it
/// can be lost: another process finds out again.
///
/// @param startedAt and `attempt`: which run it is about
/// @param targets of the operation's revision
/// @param progress with the outcome of the dry run, which the status does not say
public record OperationMemory(
    @Nullable Instant startedAt, long attempt, TargetIndex targets, Progress progress) {

  boolean isAbout(@Nullable Instant otherStart, long otherAttempt) {
    return startedAt != null && startedAt.equals(otherStart) && attempt == otherAttempt;
  }
}
