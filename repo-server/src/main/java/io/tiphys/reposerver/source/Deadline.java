package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.SourceException.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jgit.lib.EmptyProgressMonitor;
import org.eclipse.jgit.lib.ProgressMonitor;

/// One conversation with a remote that ends in time, whatever the remote does: when the time is
/// over the caller gets an error at once, and what is open is closed behind it.
public final class Deadline {

  /// The conversation itself; it may block.
  @FunctionalInterface
  public interface Conversation<T> {
    T run(Deadline deadline) throws Exception;
  }

  private final Duration limit;
  private final List<AutoCloseable> open = new ArrayList<>();
  private boolean over;

  private Deadline(Duration limit) {
    this.limit = limit;
  }

  /// Runs a conversation.
  ///
  /// @param what for the message, such as `git fetch https://...`
  /// @throws SourceException when the time is over
  public static <T> T within(Duration limit, String what, Conversation<T> conversation)
      throws Exception {
    var deadline = new Deadline(limit);
    var result = new CompletableFuture<T>();
    Thread thread =
        Thread.ofVirtual()
            .name("git")
            .start(() -> {
              try {
                result.complete(conversation.run(deadline));
              } catch (Throwable e) {
                result.completeExceptionally(e);
              }
            });
    try {
      return result.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      deadline.end();
      thread.interrupt();
      throw new SourceException(
          Reason.TIMEOUT,
          "%s: timeout: no complete answer within %s".formatted(what, describe(limit)));
    } catch (InterruptedException e) {
      deadline.end();
      thread.interrupt();
      Thread.currentThread().interrupt();
      throw new SourceException(Reason.TIMEOUT, what + ": interrupted", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception cause) {
        throw cause;
      }
      throw new IllegalStateException(what, e.getCause());
    }
  }

  /// Something to be closed when the time is over.
  public synchronized <T extends AutoCloseable> T holds(T closeable) {
    if (over) {
      close(closeable);
    } else {
      open.add(closeable);
    }
    return closeable;
  }

  /// Stops a transfer that is still moving.
  ProgressMonitor monitor() {
    return new EmptyProgressMonitor() {
      @Override
      public boolean isCancelled() {
        return isOver();
      }
    };
  }

  /// For one read from the network, which is never longer than the whole.
  int seconds() {
    return Math.max(1, Math.toIntExact(Math.min(limit.toSeconds(), Integer.MAX_VALUE / 1000)));
  }

  private synchronized boolean isOver() {
    return over;
  }

  private void end() {
    List<AutoCloseable> toClose;
    synchronized (this) {
      over = true;
      toClose = List.copyOf(open);
    }
    // Closing may itself wait for a remote that hangs.
    toClose.forEach(closeable -> Thread.ofVirtual().start(() -> close(closeable)));
  }

  private static void close(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      org.slf4j.LoggerFactory.getLogger(Deadline.class)
          .debug("closing a conversation that took too long", e);
    }
  }

  private static String describe(Duration limit) {
    return limit.toMillis() % 1000 == 0 ? limit.toSeconds() + "s" : limit.toMillis() + "ms";
  }
}
