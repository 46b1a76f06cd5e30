package io.tiphys.apiserver.applicationset;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What one watcher has not been told yet: of each ApplicationSet only the newest, so that a slow
/// watcher costs no more than there are.
final class SetChanges implements AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<StoredSet.Key, Change> open = new LinkedHashMap<>();
  private final Runnable onClose;
  private boolean isClosed;

  /// @param type as Kubernetes' watches have it: `ADDED`, `MODIFIED` or `DELETED`
  /// @param before what a watcher knew of it before; null where it was not there
  record Change(String type, StoredSet set, @Nullable StoredSet before) {

    /// What it is to somebody who sees some ApplicationSets only: one that comes into sight is
    /// added, and one that goes out of it is deleted as it was last seen.
    ///
    /// @return empty when it is nothing
    Optional<Change> seenBy(Predicate<StoredSet> isSeen) {
      Optional<StoredSet> seen = Optional.ofNullable(before).filter(isSeen);
      if (!isSeen.test(set)) {
        return seen.map(last -> new Change("DELETED", last, last));
      }
      boolean isNew = type.equals("MODIFIED") && before != null && seen.isEmpty();
      return Optional.of(isNew ? new Change("ADDED", set, before) : this);
    }

    /// The same to a watcher who has not been told of another change before this.
    private Change after(Change missed) {
      boolean isStillNew = missed.type.equals("ADDED") && type.equals("MODIFIED");
      return new Change(isStillNew ? "ADDED" : type, set, missed.before);
    }
  }

  /// @param onClose when nobody listens any more
  SetChanges(Consumer<SetChanges> onClose) {
    this.onClose = () -> onClose.accept(this);
  }

  void add(Change change) {
    lock.lock();
    try {
      open.merge(change.set().key(), change, (missed, newest) -> newest.after(missed));
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
