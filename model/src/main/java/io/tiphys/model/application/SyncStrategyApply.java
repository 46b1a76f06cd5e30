package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Applies all objects at once, without hooks.
///
/// @param force whether objects that cannot be changed are replaced
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncStrategyApply(boolean force, Unknown unknown)
    implements SyncStrategyApplyBuilder.With {

  public SyncStrategyApply {
    unknown = Zero.unknown(unknown);
  }
}
