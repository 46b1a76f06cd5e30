package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// How often and how fast a failed sync is tried again.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record RetryStrategy(long limit, @Nullable Backoff backoff, boolean refresh, Unknown unknown)
    implements RetryStrategyBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final RetryStrategy EMPTY = RetryStrategyBuilder.builder().build();

  public RetryStrategy {
    unknown = Zero.unknown(unknown);
  }
}
