package io.tiphys.kube.access;

import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/// Requests per second, with a burst.
final class Pace {

  private final long nanosEach;
  private final long burstNanos;
  private final ReentrantLock lock = new ReentrantLock();
  private long next = System.nanoTime();

  /// @param qps 0 for no limit
  Pace(double qps, int burst) {
    this.nanosEach = qps > 0 ? (long) (1e9 / qps) : 0;
    this.burstNanos = nanosEach * Math.max(0, burst - 1);
  }

  /// Returns when a request may be sent.
  void await() {
    if (nanosEach == 0) {
      return;
    }
    long wait;
    lock.lock();
    try {
      long now = System.nanoTime();
      next = Math.max(next, now - burstNanos) + nanosEach;
      wait = next - nanosEach - now;
    } finally {
      lock.unlock();
    }
    if (wait > 0) {
      LockSupport.parkNanos(wait);
    }
  }
}
