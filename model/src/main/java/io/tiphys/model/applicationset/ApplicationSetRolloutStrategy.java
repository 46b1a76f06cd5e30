package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A rolling sync: groups of Applications, one after the other.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetRolloutStrategy(List<ApplicationSetRolloutStep> steps, Unknown unknown)
    implements ApplicationSetRolloutStrategyBuilder.With {

  public ApplicationSetRolloutStrategy {
    steps = Zero.list(steps);
    unknown = Zero.unknown(unknown);
  }
}
