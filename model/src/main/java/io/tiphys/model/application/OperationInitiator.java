package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Who started an operation.
///
/// @param username empty when no person asked
/// @param automated whether auto-sync started it
/// @param unknown members that this record does not know
@RecordBuilder
public record OperationInitiator(String username, boolean automated, Unknown unknown)
    implements OperationInitiatorBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final OperationInitiator EMPTY = OperationInitiatorBuilder.builder().build();

  public OperationInitiator {
    username = Zero.text(username);
    unknown = Zero.unknown(unknown);
  }
}
