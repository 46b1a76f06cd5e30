package io.tiphys.apiserver.account;

import io.tiphys.model.json.JsonTree;
import io.tiphys.trust.seal.Lookup;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// Counts the failed logins of accounts: in this process, and in Redis where it is there, so that a
/// restart and another replica know of them. Only accounts that exist are counted: invented names
/// push nobody out.
final class FailedLogins {

  private static final String PREFIX = "tiphys|failed-logins|";
  private static final Duration LONGEST = Duration.ofDays(30);

  /// @param count in a row
  /// @param at the time of the last
  private record Failures(int count, Instant at) {
    static final Failures NONE = new Failures(0, Instant.EPOCH);
  }

  private final LoginLimits limits;
  private final Optional<SealedCache> cache;
  private final InstantSource clock;
  private final ReentrantLock lock = new ReentrantLock();
  private final LinkedHashMap<String, Failures> memory = new LinkedHashMap<>();

  FailedLogins(LoginLimits limits, Optional<SealedCache> cache, InstantSource clock) {
    this.limits = limits;
    this.cache = cache;
    this.clock = clock;
  }

  /// What came of an attempt.
  enum Verdict {
    LET_IN,
    WRONG,
    /// There were too many failures before: the password does not matter.
    SHUT_OUT
  }

  /// Notes down how a password was found, and says what comes of that: after too many failures the
  /// right one does not either. Of logins at the same time each is counted before the next is
  /// answered.
  Verdict judge(String account, boolean isRight) {
    var shared = shared(account); // may wait for Redis: not under the lock
    lock.lock();
    try {
      var known = newer(memory.getOrDefault(account, Failures.NONE), shared);
      if (isShut(known)) {
        remember(account, known);
        return Verdict.SHUT_OUT;
      }
      if (isRight && known.count() == 0) {
        return Verdict.LET_IN;
      }
      int count = isOver(known) ? 0 : known.count();
      var after = new Failures(isRight ? 0 : count + 1, clock.instant());
      remember(account, after);
      share(account, after);
      return isRight ? Verdict.LET_IN : Verdict.WRONG;
    } finally {
      lock.unlock();
    }
  }

  private boolean isShut(Failures failures) {
    return failures.count() >= limits.failures() && !isOver(failures);
  }

  private boolean isOver(Failures failures) {
    return !limits.window().isZero()
        && failures.at().plus(limits.window()).isBefore(clock.instant());
  }

  private static Failures newer(Failures one, Failures other) {
    return other.at().isAfter(one.at()) ? other : one;
  }

  private void remember(String account, Failures failures) {
    memory.remove(account);
    memory.put(account, failures);
    while (memory.size() > limits.remembered()) {
      memory.pollFirstEntry();
    }
  }

  private Failures shared(String account) {
    return cache
        .map(it -> it.get(PREFIX + account))
        .map(found ->
            switch (found) {
              case Lookup.Hit(var value) -> {
                var tree = JsonTree.parseObject(value);
                yield tree.get("count") instanceof Number count
                        && tree.get("at") instanceof Number at
                    ? new Failures(count.intValue(), Instant.ofEpochMilli(at.longValue()))
                    : Failures.NONE;
              }
              case Lookup.Miss miss -> Failures.NONE;
              case Lookup.Forged forged -> Failures.NONE;
            })
        .orElse(Failures.NONE);
  }

  private void share(String account, Failures failures) {
    var ttl = limits.window().isZero() ? LONGEST : limits.window().plusSeconds(1);
    byte[] value =
        JsonTree.write(
            Map.of("count", (long) failures.count(), "at", failures.at().toEpochMilli()));
    cache.ifPresent(it -> it.put(PREFIX + account, value, ttl));
  }
}
