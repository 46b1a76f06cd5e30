package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// How a sync applies objects: plain, or with hooks. Neither set means hooks.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record SyncStrategy(
    @Nullable SyncStrategyApply apply, @Nullable SyncStrategyHook hook, Unknown unknown)
    implements SyncStrategyBuilder.With {

  public SyncStrategy {
    unknown = Zero.unknown(unknown);
  }
}
