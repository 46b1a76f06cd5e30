package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// What the sync status was compared with.
///
/// @param source what the target came from
/// @param unknown members that this record does not know
@RecordBuilder
public record ComparedTo(
    ApplicationSource source,
    ApplicationDestination destination,
    List<ApplicationSource> sources,
    List<ResourceIgnoreDifferences> ignoreDifferences,
    Unknown unknown)
    implements ComparedToBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ComparedTo EMPTY = ComparedToBuilder.builder().build();

  public ComparedTo {
    source = Zero.of(source, ApplicationSource.EMPTY);
    destination = Zero.of(destination, ApplicationDestination.EMPTY);
    sources = Zero.list(sources);
    ignoreDifferences = Zero.list(ignoreDifferences);
    unknown = Zero.unknown(unknown);
  }
}
