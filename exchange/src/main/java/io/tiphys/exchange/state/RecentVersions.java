package io.tiphys.exchange.state;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Versions that were read a moment ago: while nothing is heard of an Application, many who ask for
/// it at about the same time do not each ask Redis. Bounded.
final class RecentVersions {

  /// So much older than what is in Redis an answer may be, if a notice is late or lost.
  static final Duration LONGEST = Duration.ofMillis(500);

  private static final int MOST = 10_000;

  private record Read(String version, long count, Instant when) {}

  private final Map<AppRef, Read> reads =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<AppRef, Read> eldest) {
          return size() > MOST;
        }
      };
  private final InstantSource clock;

  RecentVersions(InstantSource clock) {
    this.clock = clock;
  }

  /// @param count of what was heard of the Application until now
  synchronized Optional<String> get(AppRef app, long count) {
    return Optional.ofNullable(reads.get(app))
        .filter(read -> read.count() == count)
        .filter(read -> clock.instant().isBefore(read.when().plus(LONGEST)))
        .map(Read::version);
  }

  /// @param count of what had been heard before it was read
  synchronized void put(AppRef app, long count, String version) {
    reads.put(app, new Read(version, count, clock.instant()));
  }
}
