package io.tiphys.apiserver.application.store;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/// Applications whose end was told a moment ago, in their last state. A client that deletes one and
/// then begins to follow it, to see the end, would otherwise wait for ever. Not for many threads.
final class RecentlyGone {

  static final Duration LONGEST = Duration.ofMinutes(1);
  static final int MOST = 100;

  private final ArrayDeque<Gone> all = new ArrayDeque<>();
  private final InstantSource clock;

  private record Gone(StoredApp app, Instant since) {}

  RecentlyGone(InstantSource clock) {
    this.clock = clock;
  }

  void add(StoredApp app) {
    all.addLast(new Gone(app, clock.instant()));
    forget();
  }

  /// Oldest first.
  List<StoredApp> all() {
    forget();
    return all.stream().map(Gone::app).toList();
  }

  private void forget() {
    Instant oldest = clock.instant().minus(LONGEST);
    while (all.size() > MOST || (!all.isEmpty() && all.getFirst().since().isBefore(oldest))) {
      all.removeFirst();
    }
  }
}
