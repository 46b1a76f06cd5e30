package io.tiphys.controller.queue;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keys to be handled by a fixed number of workers. A key that waits is there once; a key that is
/// being handled is not handled by a second worker, but once more afterwards if it was added
/// meanwhile. A handler that throws is asked again, later each time.
///
/// There are two lanes. Keys that can wait stand in the second, however many they are: of four keys
/// that are handed out it has at least one while it is not empty, and no more than one while the
/// first is not empty.
///
/// @param <K> a value with `equals`
public final class WorkQueue<K> implements AutoCloseable {

  /// Handles one key. What it throws is logged, and the key comes again after a growing while.
  @FunctionalInterface
  public interface Handler<K> {
    void handle(K key) throws Exception;
  }

  private static final Logger log = LoggerFactory.getLogger(WorkQueue.class);
  private static final Duration FIRST_RETRY = Duration.ofMillis(200);
  private static final Duration LAST_RETRY = Duration.ofMinutes(2);

  /// How many of the first lane are handed out before one of the second.
  private static final int FIRST_LANE = 3;

  /// A key's time; a key has at most one that counts, the earliest asked for.
  private record Due<K>(K key, long nanos) {}

  private final String name;
  private final Handler<K> handler;
  private final QueueObserver observer;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition ready = lock.newCondition();
  private final Condition timed = lock.newCondition();
  private final ArrayDeque<K> waiting = new ArrayDeque<>();
  private final ArrayDeque<K> patient = new ArrayDeque<>();
  private final Predicate<K> canWait;
  private final Map<K, Long> addedNanos = new HashMap<>();
  private final Set<K> handling = new HashSet<>();
  private final Set<K> again = new HashSet<>();
  private final PriorityQueue<Due<K>> later =
      new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
  private final Map<K, Long> dueNanos = new HashMap<>();
  private final Map<K, Integer> failures = new HashMap<>();
  private final Map<K, Long> permittedNanos = new HashMap<>();
  private final Pace<K> pace;
  private int ofFirstLane;
  private boolean closed;

  /// @param name for threads, logs and metrics
  /// @param workers how many keys are handled at once
  public WorkQueue(String name, int workers, Handler<K> handler, QueueObserver observer) {
    this(name, workers, RateLimits.NONE, key -> false, handler, observer);
  }

  /// @param limits how often a key is handled that is added again and again
  /// @param canWait which keys stand in the second lane; asked when one is put in, so it must be
  ///   quick
  public WorkQueue(
      String name,
      int workers,
      RateLimits limits,
      Predicate<K> canWait,
      Handler<K> handler,
      QueueObserver observer) {
    this.name = name;
    this.canWait = canWait;
    this.pace = new Pace<>(limits, System.nanoTime());
    this.handler = handler;
    this.observer = observer;
    for (int i = 0; i < workers; i++) {
      Thread.ofVirtual().name(name + "-" + i).start(this::work);
    }
    Thread.ofVirtual().name(name + "-timer").start(this::releaseDue);
  }

  /// The key is to be handled now, if the limits permit it.
  public void add(K key) {
    lock.lock();
    try {
      enqueueInPace(key, Duration.ZERO);
    } finally {
      lock.unlock();
    }
  }

  /// The key is to be handled after a while, or later if the limits say so: something has happened
  /// that may happen many times.
  public void addInPace(K key, Duration delay) {
    lock.lock();
    try {
      enqueueInPace(key, delay);
    } finally {
      lock.unlock();
    }
  }

  /// The key is to be handled after a while, or earlier if it was asked for earlier.
  public void addAfter(K key, Duration delay) {
    lock.lock();
    try {
      schedule(key, delay);
    } finally {
      lock.unlock();
    }
  }

  /// How many keys wait for a worker now.
  public int depth() {
    lock.lock();
    try {
      return size();
    } finally {
      lock.unlock();
    }
  }

  /// Forgets a key that names nothing any more: its times and its failures.
  public void forget(K key) {
    lock.lock();
    try {
      failures.remove(key);
      dueNanos.remove(key);
      permittedNanos.remove(key);
      pace.forget(key);
    } finally {
      lock.unlock();
    }
  }

  /// No key is handed out any more; those in work are finished.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      ready.signalAll();
      timed.signalAll();
      while (!handling.isEmpty()) {
        ready.awaitUninterruptibly();
      }
    } finally {
      lock.unlock();
    }
  }

  /// One that is put in several times while it waits, or is held up, is put in once.
  private void enqueueInPace(K key, Duration delay) {
    if (closed || addedNanos.containsKey(key)) {
      return;
    }
    if (delay.isZero() && handling.contains(key)) {
      again.add(key);
      return;
    }
    long now = System.nanoTime();
    long permitted =
        permittedNanos.computeIfAbsent(key, same -> now + pace.delay(same, now).toNanos());
    schedule(key, Duration.ofNanos(Math.max(permitted - now, delay.toNanos())));
  }

  private void schedule(K key, Duration delay) {
    if (delay.isNegative() || delay.isZero()) {
      enqueue(key);
      return;
    }
    long at = System.nanoTime() + delay.toNanos();
    Long known = dueNanos.get(key);
    if (!closed && (known == null || at < known)) {
      dueNanos.put(key, at);
      later.add(new Due<>(key, at));
      timed.signal();
    }
  }

  private void enqueue(K key) {
    if (closed) {
      return;
    }
    permittedNanos.remove(key);
    if (handling.contains(key)) {
      again.add(key);
    } else if (addedNanos.putIfAbsent(key, System.nanoTime()) == null) {
      (canWait.test(key) ? patient : waiting).add(key);
      observer.added(name, size());
      ready.signal();
    }
  }

  private void work() {
    for (K key = take(); key != null; key = take()) {
      long start = System.nanoTime();
      boolean failed = false;
      try {
        handler.handle(key);
      } catch (Exception e) {
        failed = true;
        log.warn("{}: {} failed, it is tried again: {}", name, key, e.toString(), e);
      } catch (Error e) {
        failed = true;
        log.error("{}: {} failed badly, it is tried again", name, key, e);
      }
      done(key, failed, System.nanoTime() - start);
    }
  }

  private @Nullable K take() {
    lock.lock();
    try {
      while (size() == 0 && !closed) {
        ready.awaitUninterruptibly();
      }
      if (closed) {
        return null;
      }
      K key = next();
      handling.add(key);
      Long added = addedNanos.remove(key);
      observer.taken(name, size(), Duration.ofNanos(added == null ? 0 : System.nanoTime() - added));
      return key;
    } finally {
      lock.unlock();
    }
  }

  private K next() {
    boolean isTheirTurn = waiting.isEmpty() || ofFirstLane >= FIRST_LANE && !patient.isEmpty();
    ofFirstLane = isTheirTurn ? 0 : ofFirstLane + 1;
    return isTheirTurn ? patient.remove() : waiting.remove();
  }

  private int size() {
    return waiting.size() + patient.size();
  }

  private void done(K key, boolean failed, long nanos) {
    Duration retry = null;
    lock.lock();
    try {
      handling.remove(key);
      if (failed) {
        retry = backoff(failures.merge(key, 1, Integer::sum));
      } else {
        failures.remove(key);
      }
      if (again.remove(key)) {
        enqueueInPace(key, Duration.ZERO);
      }
      observer.done(name, Duration.ofNanos(nanos), failed);
      if (closed) {
        ready.signalAll();
      }
    } finally {
      lock.unlock();
    }
    if (retry != null) {
      addAfter(key, retry);
    }
  }

  private static Duration backoff(int failures) {
    long millis = FIRST_RETRY.toMillis() << Math.min(failures - 1, 16);
    return millis > LAST_RETRY.toMillis() ? LAST_RETRY : Duration.ofMillis(millis);
  }

  private void releaseDue() {
    lock.lock();
    try {
      while (!closed) {
        Due<K> first = later.peek();
        if (first == null) {
          timed.awaitUninterruptibly();
          continue;
        }
        long wait = first.nanos() - System.nanoTime();
        if (wait > 0) {
          await(wait);
          continue;
        }
        later.remove();
        // an entry that an earlier time has replaced is no longer the key's
        if (dueNanos.remove(first.key(), first.nanos())) {
          enqueue(first.key());
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(long nanos) {
    try {
      var unused = timed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closed = true;
    }
  }
}
