package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an Application should be: its sources, destination, project and how it is synced.
///
/// @param source the source, when there is one only
/// @param project the AppProject; empty means `default`
/// @param revisionHistoryLimit how many entries of history are kept; null means 10
/// @param sources the sources, when there are several; they come before `source`
/// @param sourceHydrator comes before both; null when manifests are rendered for each sync
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSpec(
    @Nullable ApplicationSource source,
    ApplicationDestination destination,
    @Always String project,
    @Nullable SyncPolicy syncPolicy,
    List<ResourceIgnoreDifferences> ignoreDifferences,
    List<Info> info,
    @Nullable Long revisionHistoryLimit,
    List<ApplicationSource> sources,
    @Nullable SourceHydrator sourceHydrator,
    Unknown unknown)
    implements ApplicationSpecBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSpec EMPTY = ApplicationSpecBuilder.builder().build();

  public ApplicationSpec {
    destination = Zero.of(destination, ApplicationDestination.EMPTY);
    project = Zero.text(project);
    ignoreDifferences = Zero.list(ignoreDifferences);
    info = Zero.list(info);
    sources = Zero.list(sources);
    unknown = Zero.unknown(unknown);
  }
}
