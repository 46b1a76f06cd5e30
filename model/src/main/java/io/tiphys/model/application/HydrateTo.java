package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The branch that rendered manifests are pushed to when it is not the one they are synced from.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record HydrateTo(@Always String targetBranch, Unknown unknown)
    implements HydrateToBuilder.With {

  public HydrateTo {
    targetBranch = Zero.text(targetBranch);
    unknown = Zero.unknown(unknown);
  }
}
