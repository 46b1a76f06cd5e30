package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The last run of the hydrator that went well.
///
/// @param drySHA the commit that was rendered
/// @param hydratedSHA the commit with the result
/// @param unknown members that this record does not know
@RecordBuilder
public record SuccessfulHydrateOperation(
    String drySHA, String hydratedSHA, SourceHydrator sourceHydrator, Unknown unknown)
    implements SuccessfulHydrateOperationBuilder.With {

  public SuccessfulHydrateOperation {
    drySHA = Zero.text(drySHA);
    hydratedSHA = Zero.text(hydratedSHA);
    sourceHydrator = Zero.of(sourceHydrator, SourceHydrator.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
