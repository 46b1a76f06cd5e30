package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A run of the hydrator.
///
/// @param phase `Hydrating`, `Failed` or `Hydrated`
/// @param drySHA the commit that is rendered
/// @param hydratedSHA the commit with the result
/// @param unknown members that this record does not know
@RecordBuilder
public record HydrateOperation(
    @Always @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    @Always String phase,
    @Always String message,
    String drySHA,
    String hydratedSHA,
    SourceHydrator sourceHydrator,
    Unknown unknown)
    implements HydrateOperationBuilder.With {

  public HydrateOperation {
    phase = Zero.text(phase);
    message = Zero.text(message);
    drySHA = Zero.text(drySHA);
    hydratedSHA = Zero.text(hydratedSHA);
    sourceHydrator = Zero.of(sourceHydrator, SourceHydrator.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
