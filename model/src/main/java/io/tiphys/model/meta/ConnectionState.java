package io.tiphys.model.meta;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Whether a server could be reached.
///
/// @param status `Successful`, `Failed` or `Unknown`
/// @param attemptedAt when it was last tried; null is written as null
/// @param unknown members that this record does not know
@RecordBuilder
public record ConnectionState(
    @Always String status,
    @Always String message,
    @Always @Nullable Instant attemptedAt,
    Unknown unknown)
    implements ConnectionStateBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ConnectionState EMPTY = ConnectionStateBuilder.builder().build();

  public ConnectionState {
    status = Zero.text(status);
    message = Zero.text(message);
    unknown = Zero.unknown(unknown);
  }
}
