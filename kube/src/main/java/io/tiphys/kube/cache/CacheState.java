package io.tiphys.kube.cache;

import java.time.Instant;

/// How far a cache is in knowing its cluster.
public sealed interface CacheState {

  /// Not all kinds were listed yet.
  record Starting(Instant since) implements CacheState {}

  /// Every watched kind was listed, or is among the failing ones.
  ///
  /// @param since when that was first so
  /// @param serverVersion such as `v1.36.1`
  /// @param kinds that are watched
  /// @param objects that are kept
  record Synced(Instant since, String serverVersion, int kinds, int objects)
      implements CacheState {}

  /// The cluster cannot be reached, or says nothing of what it serves. What was known before is
  /// still there to read.
  ///
  /// @param since when it was noticed
  /// @param error for people
  record Failing(Instant since, String error) implements CacheState {}
}
