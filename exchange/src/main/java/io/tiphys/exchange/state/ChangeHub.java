package io.tiphys.exchange.state;

import io.tiphys.trust.seal.SealedCache;
import io.tiphys.trust.seal.Subscriber;
import io.tiphys.trust.seal.Subscription;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Wakes who waits for a change of an Application: when a writer tells of one, and now and then in
/// case that nothing is heard. Tells writers what is missing, not too often.
final class ChangeHub implements AutoCloseable {

  private static final Duration HEARD = Duration.ofSeconds(30);
  private static final Duration UNHEARD = Duration.ofSeconds(2);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_ASKED = 10_000;

  /// Those who wait for one Application.
  private static final class Waiting {
    final Condition changed;
    int waiters;
    long count;

    Waiting(Condition changed) {
      this.changed = changed;
    }
  }

  private final SealedCache cache;
  private final Subscription subscription;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<AppRef, Waiting> waiting = new HashMap<>();
  private final Map<Notice, Long> askedNanos = new HashMap<>();

  /// Counts what was heard of Applications that nobody waits for: who begins to wait sees that
  /// something was.
  private long total;

  private boolean isHeard;
  private volatile boolean isClosed;

  ChangeHub(SealedCache cache) {
    this.cache = cache;
    this.subscription =
        cache.subscribe(
            Notice.CHANGED,
            new Subscriber() {
              @Override
              public void received(byte[] message) {
                Notice.parse(message).ifPresent(notice -> changed(notice.app()));
              }

              @Override
              public void connected() {
                heard();
              }
            });
  }

  /// Grows with each change that was heard of the Application.
  long count(AppRef app) {
    lock.lock();
    try {
      Waiting one = waiting.get(app);
      return one == null ? total : one.count;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for a change since a count; returns early now and then.
  ///
  /// @throws InterruptedException also when this is closed
  void await(AppRef app, long seen, Duration patience) throws InterruptedException {
    lock.lock();
    try {
      Waiting one = waiting.computeIfAbsent(app, unused -> new Waiting(lock.newCondition()));
      if (one.waiters == 0) {
        one.count = total;
      }
      one.waiters++;
      try {
        Duration poll = isHeard ? HEARD : UNHEARD;
        long left = Math.min(patience.toNanos(), poll.toNanos());
        while (one.count == seen && left > 0 && !isClosed) {
          left = one.changed.awaitNanos(left);
        }
        if (isClosed) {
          throw new InterruptedException("nothing is heard of Applications any more");
        }
      } finally {
        one.waiters--;
        if (one.waiters == 0) {
          waiting.remove(app);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void changed(AppRef app) {
    lock.lock();
    try {
      total++;
      wake(waiting.get(app));
    } finally {
      lock.unlock();
    }
  }

  private void heard() {
    lock.lock();
    try {
      total++;
      isHeard = true;
      waiting.values().forEach(ChangeHub::wake);
    } finally {
      lock.unlock();
    }
  }

  private static void wake(@Nullable Waiting one) {
    if (one != null) {
      one.count++;
      one.changed.signalAll();
    }
  }

  /// Asks writers for a part that is not there.
  void missing(AppRef app, Part part) {
    var notice = new Notice(app, part);
    long now = System.nanoTime();
    lock.lock();
    try {
      Long asked = askedNanos.get(notice);
      if (asked != null && now - asked < PATIENCE.toNanos()) {
        return;
      }
      if (askedNanos.size() >= MOST_ASKED) {
        askedNanos.clear();
      }
      askedNanos.put(notice, now);
    } finally {
      lock.unlock();
    }
    var unused = cache.publish(Notice.MISSING, notice.bytes());
  }

  @Override
  public void close() {
    subscription.close();
    lock.lock();
    try {
      isClosed = true;
      waiting.values().forEach(one -> one.changed.signalAll());
    } finally {
      lock.unlock();
    }
  }
}
