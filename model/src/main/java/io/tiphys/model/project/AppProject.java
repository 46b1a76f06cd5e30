package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ObjectMeta;

/// A project: which sources, destinations and kinds its Applications may use, its roles and its
/// sync windows.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record AppProject(
    String apiVersion,
    String kind,
    ObjectMeta metadata,
    AppProjectSpec spec,
    AppProjectStatus status,
    Unknown unknown)
    implements AppProjectBuilder.With {

  public AppProject {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    metadata = Zero.of(metadata, ObjectMeta.EMPTY);
    spec = Zero.of(spec, AppProjectSpec.EMPTY);
    status = Zero.of(status, AppProjectStatus.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
