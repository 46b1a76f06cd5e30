package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// How far the hydrator is.
///
/// @param lastComparedDryRevision the dry commit up to which changes were looked for
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceHydratorStatus(
    @Nullable SuccessfulHydrateOperation lastSuccessfulOperation,
    @Nullable HydrateOperation currentOperation,
    String lastComparedDryRevision,
    Unknown unknown)
    implements SourceHydratorStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final SourceHydratorStatus EMPTY = SourceHydratorStatusBuilder.builder().build();

  public SourceHydratorStatus {
    lastComparedDryRevision = Zero.text(lastComparedDryRevision);
    unknown = Zero.unknown(unknown);
  }
}
