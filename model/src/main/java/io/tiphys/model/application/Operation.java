package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is asked to be done with an Application: a sync.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record Operation(
    @Nullable SyncOperation sync,
    OperationInitiator initiatedBy,
    List<Info> info,
    RetryStrategy retry,
    Unknown unknown)
    implements OperationBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final Operation EMPTY = OperationBuilder.builder().build();

  public Operation {
    initiatedBy = Zero.of(initiatedBy, OperationInitiator.EMPTY);
    info = Zero.list(info);
    retry = Zero.of(retry, RetryStrategy.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
