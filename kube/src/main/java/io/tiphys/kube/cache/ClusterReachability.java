package io.tiphys.kube.cache;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.watch.Backoff;
import io.tiphys.kube.watch.Reachability;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// While a cluster does not answer, one thread asks for it, and all watches wait. When it is back
/// they go on one after the other, within a second.
final class ClusterReachability implements Reachability {

  private static final int SPREAD_MILLIS = 1000;

  private final KubeClient client;
  private final Runnable onChange;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition back = lock.newCondition();
  private boolean isUp = true;
  private Instant since = Instant.now();
  private String cause = "";
  private volatile boolean isClosed;

  ClusterReachability(KubeClient client, Runnable onChange) {
    this.client = client;
    this.onChange = onChange;
  }

  Optional<ClusterProblem> problem() {
    lock.lock();
    try {
      return isUp ? Optional.empty() : Optional.of(new ClusterProblem(since, cause));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void await() throws InterruptedException {
    lock.lock();
    try {
      if (isUp) {
        return;
      }
      while (!isUp) {
        back.await();
      }
    } finally {
      lock.unlock();
    }
    Thread.sleep(ThreadLocalRandom.current().nextInt(SPREAD_MILLIS));
  }

  @Override
  public void lost(String why) {
    lock.lock();
    try {
      if (!isUp) {
        return;
      }
      isUp = false;
      since = Instant.now();
      cause = why;
    } finally {
      lock.unlock();
    }
    Thread.ofVirtual().name("probe " + client.access().server()).start(this::probe);
  }

  private void probe() {
    var backoff = new Backoff(Duration.ofMillis(200), Duration.ofSeconds(30));
    try {
      while (true) {
        Answer answer = client.read("/version", "application/json");
        if (!(answer instanceof Answer.Unreachable(var why))) {
          reached(); // also a refusal is an answer
          return;
        }
        lock.lock();
        try {
          cause = why;
        } finally {
          lock.unlock();
        }
        onChange.run();
        if (isClosed) {
          return;
        }
        Thread.sleep(backoff.next());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// No probe goes on.
  void close() {
    isClosed = true;
  }

  @Override
  public void reached() {
    lock.lock();
    try {
      if (isUp) {
        return;
      }
      isUp = true;
      cause = "";
      back.signalAll();
    } finally {
      lock.unlock();
    }
    onChange.run();
  }
}
