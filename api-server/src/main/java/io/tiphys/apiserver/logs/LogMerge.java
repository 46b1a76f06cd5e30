package io.tiphys.apiserver.logs;

import io.tiphys.apiserver.operation.Refusal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Merges the lines of several pods by time. Each pod has room for a few lines; who writes more
/// waits until they are taken, and so does not read on.
final class LogMerge implements AutoCloseable {

  /// Lines of one pod that wait.
  static final int ROOM = 16;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final List<Pod> pods = new ArrayList<>();
  private final Optional<Duration> patience;
  private boolean isClosed;
  private boolean hasBrokenOff;

  private static final class Pod {
    final Queue<LogLine> lines = new ArrayDeque<>();
    boolean hasEnded;
  }

  /// @param count of the pods
  /// @param patience how long a line waits for one of another pod, which may be older; none for as
  ///   long as it takes
  LogMerge(int count, Optional<Duration> patience) {
    for (int i = 0; i < count; i++) {
      pods.add(new Pod());
    }
    this.patience = patience;
  }

  /// Waits until there is room.
  ///
  /// @return false when no more lines are wanted
  boolean put(int index, LogLine line) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      var pod = pods.get(index);
      while (pod.lines.size() >= ROOM && !isClosed) {
        changed.await();
      }
      if (!isClosed) {
        pod.lines.add(line);
        changed.signalAll();
      }
      return !isClosed;
    } finally {
      lock.unlock();
    }
  }

  /// A pod has no more lines.
  void end(int index) {
    lock.lock();
    try {
      pods.get(index).hasEnded = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// A pod's log broke off.
  void breakOff() {
    lock.lock();
    try {
      hasBrokenOff = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for the next line.
  ///
  /// @return none when all pods have ended, or when this was closed
  /// @throws Refusal UNAVAILABLE when a log broke off, after the lines that were there
  Optional<LogLine> next() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long left = patience.map(Duration::toNanos).orElse(Long.MAX_VALUE);
      while (!isClosed) {
        boolean isAnyThere = pods.stream().anyMatch(pod -> !pod.lines.isEmpty());
        boolean isAnyAwaited = pods.stream().anyMatch(pod -> pod.lines.isEmpty() && !pod.hasEnded);
        if (hasBrokenOff && !isAnyThere) {
          throw Refusal.unavailable("the connection to the cluster broke while logs were read");
        }
        if (!isAnyAwaited || (isAnyThere && left <= 0)) {
          return isAnyThere ? Optional.of(oldest()) : Optional.empty();
        }
        if (isAnyThere && patience.isPresent()) {
          left = changed.awaitNanos(left);
        } else {
          changed.await();
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  private LogLine oldest() {
    Pod first = pods.getFirst();
    for (Pod pod : pods) {
      LogLine line = pod.lines.peek();
      LogLine best = first.lines.peek();
      if (line != null && (best == null || line.time().isBefore(best.time()))) {
        first = pod;
      }
    }
    changed.signalAll();
    return first.lines.remove();
  }

  /// Nobody wants more.
  @Override
  public void close() {
    lock.lock();
    try {
      isClosed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
