package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// What must hold of a project's sources before they are synced.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SourceIntegrity(@Always @Nullable SourceIntegrityGit git, Unknown unknown)
    implements SourceIntegrityBuilder.With {

  public SourceIntegrity {
    unknown = Zero.unknown(unknown);
  }
}
