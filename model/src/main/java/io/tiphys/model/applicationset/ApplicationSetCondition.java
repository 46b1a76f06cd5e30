package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A condition of an ApplicationSet.
///
/// @param type such as `ErrorOccurred`, `ParametersGenerated`, `ResourcesUpToDate`,
///   `RolloutProgressing`
/// @param lastTransitionTime when it last changed
/// @param status `True`, `False` or `Unknown`
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetCondition(
    @Always String type,
    @Always String message,
    @Nullable Instant lastTransitionTime,
    @Always String status,
    @Always String reason,
    Unknown unknown)
    implements ApplicationSetConditionBuilder.With {

  public ApplicationSetCondition {
    type = Zero.text(type);
    message = Zero.text(message);
    status = Zero.text(status);
    reason = Zero.text(reason);
    unknown = Zero.unknown(unknown);
  }
}
