package io.tiphys.exchange.cluster;

import io.tiphys.model.cluster.ClusterInfo;
import io.tiphys.model.json.ModelJson;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Writes what is known of clusters: what has not changed is written again only before it would be
/// forgotten.
public final class ClusterInfoWriter {

  /// As long as in the original.
  static final Duration TTL = Duration.ofMinutes(10);

  private static final Duration LIFE = TTL.dividedBy(2);

  private record Written(ClusterInfo info, Instant at) {}

  private final SealedCache cache;
  private final InstantSource clock;
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  public ClusterInfoWriter(SealedCache cache, InstantSource clock) {
    this.cache = cache;
    this.clock = clock;
  }

  /// @param server the cluster's URL, as it is registered
  /// @param info without the time of its connection state: that is now
  public void write(String server, ClusterInfo info) {
    Instant now = clock.instant();
    Written before = written.get(server);
    if (before != null && before.info().equals(info) && now.isBefore(before.at().plus(LIFE))) {
      return;
    }
    var timed = info.withConnectionState(info.connectionState().withAttemptedAt(now));
    if (cache.put(key(server), ModelJson.write(timed), TTL)) {
      written.put(server, new Written(info, now));
    } else {
      written.remove(server);
    }
  }

  /// Redis may have been emptied: the next call of [#write] writes.
  public void forget() {
    written.clear();
  }

  static String key(String server) {
    return "cluster-info|" + server;
  }
}
