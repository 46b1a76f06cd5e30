package io.tiphys.kube.cache;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.kube.discovery.ApiResources;
import io.tiphys.kube.discovery.Discovery;
import io.tiphys.kube.watch.Backoff;
import io.tiphys.kube.watch.Reachability;
import io.tiphys.model.manifest.GroupKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps what a cluster serves current: asks when a definition or an API service changes, again
/// while discovery lags behind the definitions, and now and then while a group is down.
final class KindDiscovery implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(KindDiscovery.class);
  private static final Duration GATHER = Duration.ofMillis(50);
  private static final Duration LAG = Duration.ofMillis(250);
  private static final int LAG_TRIES = 40;
  private static final Duration DEGRADED = Duration.ofSeconds(30);
  private static final Duration ROUTINE = Duration.ofMinutes(30);

  private final KubeClient client;
  private final Reachability reachability;
  private final CustomKinds customKinds;
  private final Consumer<ApiResources> serve;
  private final BooleanSupplier isUndecided;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition asked = lock.newCondition();
  private final Condition answered = lock.newCondition();
  private final Thread thread;
  private volatile ApiResources resources = ApiResources.none();
  private volatile @Nullable ClusterProblem problem;
  private boolean isRequested;
  private int lagTries;

  /// @param serve is told of each answer, by one thread
  /// @param isUndecided whether `serve` wants another answer soon
  KindDiscovery(
      KubeClient client,
      Reachability reachability,
      CustomKinds customKinds,
      Consumer<ApiResources> serve,
      BooleanSupplier isUndecided) {
    this.client = client;
    this.reachability = reachability;
    this.customKinds = customKinds;
    this.serve = serve;
    this.isUndecided = isUndecided;
    this.thread =
        Thread.ofVirtual().name("discovery " + client.access().server()).unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  ApiResources resources() {
    return resources;
  }

  Optional<ClusterProblem> problem() {
    return Optional.ofNullable(problem);
  }

  /// Asks soon.
  void request() {
    lock.lock();
    try {
      isRequested = true;
      lagTries = 0;
      asked.signalAll();
    } finally {
      lock.unlock();
    }
  }

  Optional<ApiResource> awaitKind(GroupKind kind, Duration time) throws InterruptedException {
    long deadline = System.nanoTime() + time.toNanos();
    Optional<ApiResource> found = resources.preferred(kind);
    while (found.isEmpty()) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        return found;
      }
      request();
      lock.lock();
      try {
        long wait = Math.min(left, LAG.toNanos());
        if (answered.awaitNanos(wait) <= 0) {
          log.debug("cluster {}: {} is not served yet", client.access().server(), kind);
        }
      } finally {
        lock.unlock();
      }
      found = resources.preferred(kind);
    }
    return found;
  }

  private void run() {
    var backoff = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(60));
    try {
      while (!Thread.interrupted()) {
        reachability.await();
        switch (new Discovery(client).discover()) {
          case Discovery.Result.Found(var found) -> {
            backoff.reset();
            take(found);
            await(pause(found));
          }
          case Discovery.Result.Failed(Answer.Unreachable(var cause)) -> {
            reachability.lost(cause);
            Thread.sleep(backoff.next());
          }
          case Discovery.Result.Failed(var why) -> {
            fail(why.problem());
            await(backoff.next());
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    }
  }

  private void take(ApiResources found) {
    problem = null;
    resources = found;
    tell(found);
    lock.lock();
    try {
      answered.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void tell(ApiResources found) {
    try {
      serve.accept(found);
    } catch (RuntimeException | Error e) { // nobody else would find out what the cluster serves
      log.error("cluster {}: the watches could not be changed", client.access().server(), e);
    }
  }

  private void fail(String text) {
    ClusterProblem old = problem;
    problem = new ClusterProblem(old == null ? Instant.now() : old.since(), text);
    log.warn("cluster {}: discovery fails: {}", client.access().server(), text);
    tell(resources); // the state is another one
  }

  private Duration pause(ApiResources found) {
    if (customKinds.agreesWith(found)) {
      return found.failing().isEmpty() && !isUndecided.getAsBoolean() ? ROUTINE : DEGRADED;
    }
    if (++lagTries <= LAG_TRIES) {
      return LAG;
    }
    customKinds.giveUp();
    tell(found); // what waited for them to agree goes on
    return ROUTINE;
  }

  /// Until the time is over, or something asks; then a moment more, as definitions come in crowds.
  private void await(Duration time) throws InterruptedException {
    long left = time.toNanos();
    lock.lock();
    try {
      while (!isRequested && left > 0) {
        left = asked.awaitNanos(left);
      }
    } finally {
      lock.unlock();
    }
    if (left > 0) {
      Thread.sleep(GATHER.toMillis(), 0);
    }
    lock.lock();
    try {
      isRequested = false;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
