package io.tiphys.apiserver.application.store;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one watcher has not been told yet: the state at the beginning, and then at most the newest
/// change of each object, however slow the watcher is.
public final class Changes implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrived = lock.newCondition();
  private final LinkedHashMap<String, AppChange> pending = new LinkedHashMap<>();
  private final Consumer<Changes> onClose;
  private List<StoredApp> state;
  private List<StoredApp> gone;

  /// @param state at the beginning
  /// @param gone what had ended a moment before
  Changes(List<StoredApp> state, List<StoredApp> gone, Consumer<Changes> onClose) {
    this.state = state;
    this.gone = gone;
    this.onClose = onClose;
  }

  /// All that there was at the beginning, in the order of names. Not kept for a second time.
  public List<StoredApp> state() {
    var all = state;
    state = List.of();
    return all;
  }

  /// Those that had ended a moment before the beginning, in their last state, oldest first. Not
  /// kept for a second time.
  public List<StoredApp> gone() {
    var all = gone;
    gone = List.of();
    return all;
  }

  void add(AppChange change) {
    lock.lock();
    try {
      pending.merge(change.app().facts().uid(), change, (missed, newest) -> newest.after(missed));
      arrived.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next change.
  public AppChange take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (pending.isEmpty()) {
        arrived.await();
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next change for some time.
  ///
  /// @return null when the time is over
  public @Nullable AppChange poll(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lockInterruptibly();
    try {
      while (pending.isEmpty()) {
        if (left <= 0) {
          return null;
        }
        left = arrived.awaitNanos(Math.min(left, TimeUnit.HOURS.toNanos(1)));
      }
      return next();
    } finally {
      lock.unlock();
    }
  }

  private AppChange next() {
    var first = pending.pollFirstEntry();
    return first.getValue();
  }

  @Override
  public void close() {
    onClose.accept(this);
  }
}
