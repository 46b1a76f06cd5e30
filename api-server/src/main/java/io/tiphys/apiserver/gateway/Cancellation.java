package io.tiphys.apiserver.gateway;

import io.grpc.Status;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That nobody waits for an answer any longer, or nobody shall. Any thread.
final class Cancellation {

  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable Status reason;

  /// @param why what the call ends with; the first counts
  void cancel(Status why) {
    List<Runnable> told;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      told = List.copyOf(listeners);
      listeners.clear();
    }
    told.forEach(Runnable::run);
  }

  synchronized @Nullable Status reason() {
    return reason;
  }

  boolean isCancelled() {
    return reason() != null;
  }

  void onCancel(Runnable listener) {
    synchronized (this) {
      if (reason == null) {
        listeners.add(listener);
        return;
      }
    }
    listener.run();
  }
}
