package io.tiphys.apiserver.webhook;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.DelayQueue;
import java.util.concurrent.Delayed;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The Applications that are to be refreshed, each once however many pushes ask for it: there are
/// never more entries than Applications.
final class RefreshQueue implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(RefreshQueue.class);

  private final WebhookApplications applications;
  private final DelayQueue<Turn> turns = new DelayQueue<>();
  private final Set<Key> waiting = ConcurrentHashMap.newKeySet();
  private final List<Thread> workers = new ArrayList<>();

  record Key(String namespace, String name) {}

  /// @param workers refreshes under way at once
  RefreshQueue(WebhookApplications applications, int workers) {
    this.applications = applications;
    for (int i = 0; i < workers; i++) {
      this.workers.add(Thread.ofVirtual().name("webhook refresh " + i).start(this::work));
    }
  }

  /// @param jitter each waits for a random time up to this
  void add(List<Key> keys, Duration jitter) {
    for (Key key : keys) {
      if (waiting.add(key)) {
        long delay =
            jitter.isPositive() ? ThreadLocalRandom.current().nextLong(jitter.toNanos()) : 0;
        turns.add(new Turn(key, System.nanoTime() + delay));
      }
    }
  }

  private void work() {
    try {
      while (true) {
        Key key = turns.take().key();
        waiting.remove(key); // before the refresh: a push from here on needs another one
        refresh(key);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void refresh(Key key) {
    try {
      applications.refresh(key.namespace(), key.name());
      log.info("webhook: Application {}/{} is to be refreshed", key.namespace(), key.name());
    } catch (RuntimeException e) {
      log.warn(
          "webhook: Application {}/{} could not be refreshed: {}",
          key.namespace(),
          key.name(),
          e.getMessage());
    }
  }

  @Override
  public void close() {
    workers.forEach(Thread::interrupt);
  }

  private record Turn(Key key, long at) implements Delayed {

    @Override
    public long getDelay(TimeUnit unit) {
      return unit.convert(at - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    @Override
    public int compareTo(Delayed other) {
      return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
    }
  }
}
