package io.tiphys.e2e;

import java.time.Duration;
import java.util.function.Supplier;

/// Waits for what has to come.
final class Await {

  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final Duration PAUSE = Duration.ofMillis(100);

  /// Looks at the world; what it throws means "not yet".
  @FunctionalInterface
  interface Look<T> {
    T now() throws Exception;
  }

  /// The same without a result.
  @FunctionalInterface
  interface Check {
    void now() throws Exception;
  }

  private Await() {}

  /// Waits until a check no longer throws.
  static void until(String what, Check check, Supplier<String> details) {
    var unused =
        read(
            what,
            () -> {
              check.now();
              return true;
            },
            details);
  }

  /// Waits until a look no longer throws an [AssertionError] or anything else.
  ///
  /// @param details for the failure's message
  static <T> T read(String what, Look<T> look, Supplier<String> details) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    Throwable last = null;
    do {
      try {
        return look.now();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      } catch (Exception | AssertionError e) {
        last = e;
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    } while (System.nanoTime() - end < 0);
    throw new AssertionError(
        "%s: not after %d s%n%s".formatted(what, PATIENCE.toSeconds(), details.get()), last);
  }
}
