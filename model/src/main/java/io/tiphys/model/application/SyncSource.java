package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The branch and path that the rendered manifests are synced from.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncSource(
    @Always String targetBranch, @Always String path, String repoURL, Unknown unknown)
    implements SyncSourceBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final SyncSource EMPTY = SyncSourceBuilder.builder().build();

  public SyncSource {
    targetBranch = Zero.text(targetBranch);
    path = Zero.text(path);
    repoURL = Zero.text(repoURL);
    unknown = Zero.unknown(unknown);
  }
}
