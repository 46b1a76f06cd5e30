package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// Renders a dry source into a branch, from which the Application is synced.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceHydrator(
    DrySource drySource, SyncSource syncSource, @Nullable HydrateTo hydrateTo, Unknown unknown)
    implements SourceHydratorBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final SourceHydrator EMPTY = SourceHydratorBuilder.builder().build();

  public SourceHydrator {
    drySource = Zero.of(drySource, DrySource.EMPTY);
    syncSource = Zero.of(syncSource, SyncSource.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
