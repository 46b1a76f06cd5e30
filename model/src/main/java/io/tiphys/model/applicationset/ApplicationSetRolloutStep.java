package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One group of a rolling sync.
///
/// @param maxUpdate how many Applications sync at a time: a number or a percentage
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetRolloutStep(
    List<ApplicationMatchExpression> matchExpressions, @Nullable Object maxUpdate, Unknown unknown)
    implements ApplicationSetRolloutStepBuilder.With {

  public ApplicationSetRolloutStep {
    matchExpressions = Zero.list(matchExpressions);
    unknown = Zero.unknown(unknown);
  }
}
