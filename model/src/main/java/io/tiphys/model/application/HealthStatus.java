package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The health of one object.
///
/// @param status `Healthy`, `Progressing`, `Degraded`, `Suspended`, `Missing` or `Unknown`
/// @param lastTransitionTime when it last changed
/// @param unknown members that this record does not know
@RecordBuilder
public record HealthStatus(
    String status, String message, @Nullable Instant lastTransitionTime, Unknown unknown)
    implements HealthStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final HealthStatus EMPTY = HealthStatusBuilder.builder().build();

  public HealthStatus {
    status = Zero.text(status);
    message = Zero.text(message);
    unknown = Zero.unknown(unknown);
  }
}
