package io.tiphys.controller.queue;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// How long keys have to wait before they are put into a queue, by its [RateLimits]. One thread at
/// a time.
final class Pace<K> {

  private static final int MOST_KEYS = 100_000;
  private static final double SECOND = 1e9;

  /// The usual first pause: not worth a timer.
  private static final long SHORT_NANOS = 1_000_000;

  private record Repeats(int count, long lastNanos) {}

  private final RateLimits limits;
  private final Map<K, Repeats> repeats = new HashMap<>();
  private double tokens;
  private long refilledNanos;

  /// @param nanos now, as all times here
  Pace(RateLimits limits, long nanos) {
    this.limits = limits;
    this.tokens = limits.burst();
    this.refilledNanos = nanos;
  }

  /// The key is put in now: how long it has to wait.
  Duration delay(K key, long nanos) {
    return Duration.ofNanos(Math.max(ofAll(nanos), ofEach(key, nanos)));
  }

  void forget(K key) {
    repeats.remove(key);
  }

  private long ofAll(long nanos) {
    if (!limits.limitsAll()) {
      return 0;
    }
    double refill = (nanos - refilledNanos) / SECOND * limits.perSecond();
    tokens = Math.min(limits.burst(), tokens + refill) - 1;
    refilledNanos = nanos;
    return tokens >= 0 ? 0 : (long) (-tokens / limits.perSecond() * SECOND);
  }

  private long ofEach(K key, long nanos) {
    long calm = limits.calm().toNanos();
    Repeats before = repeats.get(key);
    if (calm == 0 || (before != null && nanos - before.lastNanos() >= calm)) {
      repeats.remove(key);
      return pause(0);
    }
    if (before == null && repeats.size() >= MOST_KEYS) {
      repeats.values().removeIf(one -> nanos - one.lastNanos() >= calm);
    }
    int count = before == null ? 0 : before.count();
    repeats.put(key, new Repeats(count + 1, nanos));
    return pause(count);
  }

  private long pause(int count) {
    double nanos = limits.first().toNanos() * Math.pow(limits.factor(), count);
    long pause = (long) Math.min(nanos, limits.last().toNanos());
    return pause <= SHORT_NANOS ? 0 : pause;
  }
}
