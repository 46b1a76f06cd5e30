package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// The pauses between tries: `duration * factor^n`, at most `maxDuration`.
///
/// @param duration a Go duration, or seconds; empty means `5s`
/// @param factor null means 2
/// @param maxDuration a Go duration, or seconds; empty means `3m`
/// @param unknown members that this record does not know
@RecordBuilder
public record Backoff(String duration, @Nullable Long factor, String maxDuration, Unknown unknown)
    implements BackoffBuilder.With {

  public Backoff {
    duration = Zero.text(duration);
    maxDuration = Zero.text(maxDuration);
    unknown = Zero.unknown(unknown);
  }
}
