package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import org.jspecify.annotations.Nullable;

/// How often and how fast a failed sync is tried again.
///
/// @param limit how many tries more; 0 for none, below 0 for no limit
/// @param refresh whether a try takes the newest revision
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
