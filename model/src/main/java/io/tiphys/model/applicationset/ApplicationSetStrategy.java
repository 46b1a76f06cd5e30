package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// In which order the generated Applications are changed and deleted.
///
/// @param type `AllAtOnce` or `RollingSync`
/// @param deletionOrder `AllAtOnce` or `Reverse`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetStrategy(
    String type,
    @Nullable ApplicationSetRolloutStrategy rollingSync,
    String deletionOrder,
    Unknown unknown)
    implements ApplicationSetStrategyBuilder.With {

  public ApplicationSetStrategy {
    type = Zero.text(type);
    deletionOrder = Zero.text(deletionOrder);
    unknown = Zero.unknown(unknown);
  }
}
