package io.tiphys.apiserver.applicationset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// What one watcher has not been told yet: of each ApplicationSet only the newest, so that a slow
/// watcher costs no more than there are.
final class SetChanges implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<StoredSet.Key, Change> open = new LinkedHashMap<>();
  private final Runnable onClose;
  private boolean isClosed;

  /// @param type as Kubernetes' watches have it: `ADDED`, `MODIFIED` or `DELETED`
  record Change(String type, StoredSet set) {}

  /// @param onClose when nobody listens any more
  SetChanges(Consumer<SetChanges> onClose) {
    this.onClose = () -> onClose.accept(this);
  }

  void add(Change change) {
    lock.lock();
    try {
      Change before = open.put(change.set().key(), change);
      if (before != null && before.type().equals("ADDED") && change.type().equals("MODIFIED")) {
        open.put(change.set().key(), new Change("ADDED", change.set()));
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next.
  ///
  /// @return none when this was closed
  Optional<Change> take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (open.isEmpty() && !isClosed) {
        changed.await();
      }
      if (isClosed) {
        return Optional.empty();
      }
      var first = open.entrySet().iterator().next();
      open.remove(first.getKey());
      return Optional.of(first.getValue());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onClose.run();
  }
}
