package io.tiphys.reposerver.serve;

import io.tiphys.reposerver.render.RenderResult.Failed;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Remembers renders that failed, so that they are not repeated for every application and every
/// poll. What will fail again with the same key is remembered at once; what may have been bad luck,
/// after some failures in a row.
final class RecentFailures {

  private static final int MAX = 10_000;

  /// When a failure is remembered, and for how long.
  ///
  /// @param attempts `ARGOCD_PAUSE_GEN_AFTER_FAILED_ATTEMPTS`; 0 remembers nothing
  /// @param pause `ARGOCD_PAUSE_GEN_MINUTES`
  record Policy(int attempts, Duration pause) {}

  private final Policy policy;
  private final Map<String, Remembered> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
          return size() > MAX;
        }
      };

  private record Remembered(Failed failed, int times, long at) {}

  RecentFailures(Policy policy) {
    this.policy = policy;
  }

  /// The failure that a render of this key would meet again.
  synchronized Optional<Failed> of(String key) {
    Remembered remembered = failures.get(key);
    if (remembered == null) {
      return Optional.empty();
    }
    if (System.nanoTime() - remembered.at() > policy.pause().toNanos()) {
      failures.remove(key);
      return Optional.empty();
    }
    return remembered.failed().lasting() || remembered.times() >= policy.attempts()
        ? Optional.of(remembered.failed())
        : Optional.empty();
  }

  synchronized void failed(String key, Failed failed) {
    if (policy.attempts() > 0) {
      Remembered before = failures.get(key);
      int times = before == null ? 1 : before.times() + 1;
      failures.put(key, new Remembered(failed, times, System.nanoTime()));
    }
  }

  synchronized void succeeded(String key) {
    failures.remove(key);
  }
}
