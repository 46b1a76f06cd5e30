package io.tiphys.reposerver.source;

import java.time.Duration;

/// How new the knowledge of a remote's refs has to be.
public sealed interface Recency {

  /// What is remembered counts, while it is believed.
  record Remembered() implements Recency {}

  /// Only an answer that was asked for at this time or later.
  ///
  /// @param nanos of `System.nanoTime()`
  record Since(long nanos) implements Recency {}

  Recency REMEMBERED = new Remembered();

  /// Whoever made a commit before this call sees it.
  static Recency now() {
    return new Since(System.nanoTime());
  }

  /// Whoever made a commit before that long ago sees it.
  static Recency ago(Duration age) {
    return new Since(System.nanoTime() - age.toNanos());
  }
}
