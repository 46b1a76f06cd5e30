package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How far an operation is, or how it ended.
///
/// @param phase `Running`, `Terminating`, `Succeeded`, `Failed` or `Error`
/// @param startedAt when it began; null is written as null
/// @param finishedAt null while it runs
/// @param retryCount how many tries failed so far
/// @param unknown members that this record does not know
@RecordBuilder
public record OperationState(
    Operation operation,
    @Always String phase,
    String message,
    @Nullable SyncOperationResult syncResult,
    @Always @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    long retryCount,
    Unknown unknown)
    implements OperationStateBuilder.With {

  public OperationState {
    operation = Zero.of(operation, Operation.EMPTY);
    phase = Zero.text(phase);
    message = Zero.text(message);
    unknown = Zero.unknown(unknown);
  }
}
