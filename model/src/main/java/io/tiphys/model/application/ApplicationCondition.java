package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something about an Application that its owner should know.
///
/// @param type ends with `Error` or `Warning`, such as `ComparisonError`
/// @param lastTransitionTime when it last changed
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationCondition(
    @Always String type,
    @Always String message,
    @Nullable Instant lastTransitionTime,
    Unknown unknown)
    implements ApplicationConditionBuilder.With {

  public ApplicationCondition {
    type = Zero.text(type);
    message = Zero.text(message);
    unknown = Zero.unknown(unknown);
  }
}
