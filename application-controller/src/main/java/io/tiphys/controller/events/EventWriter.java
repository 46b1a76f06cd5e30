package io.tiphys.controller.events;

import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.model.application.Application;
import io.tiphys.settings.event.EventReasons;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes Events, one after the other, behind the backs of those who have something to tell: nobody
/// waits for it, and while Applications wait for their turn it leaves most of the API server to
/// them. What it cannot write is lost: an Event is news, not state.
public final class EventWriter implements EventListener, AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(EventWriter.class);
  private static final Write WRITE = Write.as("argocd-application-controller");
  private static final int CAPACITY = 10_000;

  /// How many times as long as a write took the next one waits while others are busy.
  private static final int COURTESY = 4;

  /// Between two lines that say the same.
  private static final Duration QUIET = Duration.ofMinutes(10);

  private static final Duration LAST_WORDS = Duration.ofSeconds(2);

  private final KubeClient client;
  private final EventReasons reasons;
  private final Function<Application, Map<String, String>> labels;
  private final BooleanSupplier isBusy;
  private final int capacity;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final ArrayDeque<KubernetesEvent> waiting = new ArrayDeque<>();
  private final Map<String, Long> failedNanos = new HashMap<>();
  private final Thread thread;
  private long droppedNanos = System.nanoTime() - QUIET.toNanos();
  private boolean closed;
  private long lastUnique;

  /// @param client the cluster of the control plane
  /// @param labels those of an Application's Events
  /// @param isBusy whether Applications wait for their turn
  public EventWriter(
      KubeClient client,
      EventReasons reasons,
      Function<Application, Map<String, String>> labels,
      BooleanSupplier isBusy) {
    this(client, reasons, labels, isBusy, CAPACITY);
  }

  /// @param capacity how many may wait
  EventWriter(
      KubeClient client,
      EventReasons reasons,
      Function<Application, Map<String, String>> labels,
      BooleanSupplier isBusy,
      int capacity) {
    this.client = client;
    this.reasons = reasons;
    this.labels = labels;
    this.isBusy = isBusy;
    this.capacity = capacity;
    this.thread = Thread.ofVirtual().name("events").start(this::work);
  }

  @Override
  public void happened(Application app, List<AppEvent> events) {
    if (reasons.areNone()) {
      return;
    }
    for (AppEvent event : events) {
      Announcement.of(event)
          .filter(announcement -> reasons.allow(announcement.reason()))
          .ifPresent(announcement -> add(app, announcement));
    }
  }

  private void add(Application app, Announcement announcement) {
    Map<String, String> ofEvent = labels.apply(app);
    lock.lock();
    try {
      if (closed) {
        return;
      }
      lastUnique = Math.max(lastUnique + 1, nanos());
      waiting.add(KubernetesEvent.of(app, announcement, ofEvent, lastUnique));
      if (waiting.size() > capacity) {
        waiting.remove();
        dropped();
      }
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private static long nanos() {
    Instant now = Instant.now();
    return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
  }

  private void work() {
    for (KubernetesEvent event = take(); event != null; event = take()) {
      long start = System.nanoTime();
      write(event);
      yieldFor((System.nanoTime() - start) * COURTESY);
    }
  }

  /// Waits, unless nobody is busy or too many Events wait themselves.
  private void yieldFor(long nanos) {
    if (!isBusy.getAsBoolean()) {
      return;
    }
    lock.lock();
    try {
      long left = nanos;
      while (left > 0 && !closed && waiting.size() < capacity / 2) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // closed
    } finally {
      lock.unlock();
    }
  }

  private void dropped() {
    long now = System.nanoTime();
    if (now - droppedNanos >= QUIET.toNanos()) {
      droppedNanos = now;
      log.warn("more than {} Events wait for the API server: the oldest are dropped", capacity);
    }
  }

  /// How many wait to be written.
  int waiting() {
    lock.lock();
    try {
      return waiting.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable KubernetesEvent take() {
    lock.lock();
    try {
      while (waiting.isEmpty() && !closed) {
        changed.awaitUninterruptibly();
      }
      return waiting.poll();
    } finally {
      lock.unlock();
    }
  }

  private void write(KubernetesEvent event) {
    var events = ResourcePath.collection("", "v1", "events", event.namespace());
    switch (client.create(events, event.json(), WRITE)) {
      case Answer.Ok _ -> {}
      case Answer.Refused(var code, var reason, var message) ->
          failed(code + " " + reason, event, message);
      case Answer.Unreachable(var cause) -> failed("unreachable", event, cause);
    }
  }

  /// One line for each kind of failure, and not soon again. Only the writing thread comes here.
  private void failed(String kind, KubernetesEvent event, String message) {
    long now = System.nanoTime();
    Long last = failedNanos.get(kind);
    if (last == null || now - last >= QUIET.toNanos()) {
      failedNanos.put(kind, now);
      log.atWarn()
          .addKeyValue("event-namespace", event.namespace())
          .addKeyValue("reason", event.reason())
          .log("an Event cannot be written, nor may others like it: {}", message);
    }
  }

  /// Takes no more, and gives those that wait a moment to be written.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    try {
      if (!thread.join(LAST_WORDS)) {
        lock.lock();
        try {
          waiting.clear();
        } finally {
          lock.unlock();
        }
        thread.interrupt();
      }
    } catch (InterruptedException e) {
      thread.interrupt();
      Thread.currentThread().interrupt();
    }
  }
}
