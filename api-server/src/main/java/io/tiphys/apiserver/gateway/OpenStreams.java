package io.tiphys.apiserver.gateway;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Refusal;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// Ends streams whose caller is no longer admitted, also those in which nothing happens. One thread
/// for all, and none while no stream is open.
final class OpenStreams {

  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final Set<Open> all = ConcurrentHashMap.newKeySet();
  private final AtomicReference<@Nullable Thread> looking = new AtomicReference<>();

  /// A stream that is looked after until it is closed.
  final class Open implements AutoCloseable {
    private final Caller caller;
    private final Cancellation cancellation;
    private final Thread thread = Thread.currentThread();
    private boolean isClosed;

    private Open(Caller caller, Cancellation cancellation) {
      this.caller = caller;
      this.cancellation = cancellation;
      cancellation.onCancel(this::interrupt);
    }

    private synchronized void interrupt() {
      if (!isClosed) {
        thread.interrupt();
      }
    }

    private void check() {
      try {
        caller.rights();
      } catch (Refusal e) {
        cancellation.cancel(Status.fromCode(e.code()).withDescription(e.text()));
      }
    }

    @Override
    public synchronized void close() {
      isClosed = true;
      all.remove(this);
    }
  }

  /// The calling thread's stream: it is interrupted when the call is cancelled.
  Open add(Caller caller, Cancellation cancellation) {
    var open = new Open(caller, cancellation);
    all.add(open);
    look();
    return open;
  }

  private void look() {
    if (looking.get() != null) {
      return;
    }
    var thread = Thread.ofVirtual().name("open streams").unstarted(this::run);
    if (looking.compareAndSet(null, thread)) {
      thread.start();
    }
  }

  private void run() {
    try {
      while (!all.isEmpty()) {
        Thread.sleep(INTERVAL);
        all.forEach(Open::check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      looking.set(null);
    }
    if (!all.isEmpty()) {
      look(); // one was added while the thread ended
    }
  }
}
