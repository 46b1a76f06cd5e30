package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Runs hooks in their phases.
///
/// @param force whether objects that cannot be changed are replaced
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncStrategyHook(boolean force, Unknown unknown)
    implements SyncStrategyHookBuilder.With {

  public SyncStrategyHook {
    unknown = Zero.unknown(unknown);
  }
}
