package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The health of an Application.
///
/// @param status `Healthy`, `Progressing`, `Degraded`, `Suspended`, `Missing` or `Unknown`
/// @param lastTransitionTime when it last changed
/// @param unknown members that this record does not know
@RecordBuilder
public record AppHealthStatus(
    String status, String message, @Nullable Instant lastTransitionTime, Unknown unknown)
    implements AppHealthStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final AppHealthStatus EMPTY = AppHealthStatusBuilder.builder().build();

  public AppHealthStatus {
    status = Zero.text(status);
    message = Zero.text(message);
    unknown = Zero.unknown(unknown);
  }
}
