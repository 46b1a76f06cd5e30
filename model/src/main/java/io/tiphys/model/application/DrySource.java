package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// The source that is rendered into a branch.
///
/// @param path a directory of the repository
/// @param unknown members that this record does not know
@RecordBuilder
public record DrySource(
    @Always String repoURL,
    @Always String targetRevision,
    @Always String path,
    @Nullable ApplicationSourceHelm helm,
    @Nullable ApplicationSourceKustomize kustomize,
    @Nullable ApplicationSourceDirectory directory,
    @Nullable ApplicationSourcePlugin plugin,
    Unknown unknown)
    implements DrySourceBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final DrySource EMPTY = DrySourceBuilder.builder().build();

  public DrySource {
    repoURL = Zero.text(repoURL);
    targetRevision = Zero.text(targetRevision);
    path = Zero.text(path);
    unknown = Zero.unknown(unknown);
  }
}
