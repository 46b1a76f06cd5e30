package io.tiphys.kube;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// Waits for what another process has to do first.
public final class Eventually {

  private static final Duration LONGEST = Duration.ofSeconds(60);

  private Eventually() {}

  /// Tries until the assertion holds; fails with its last error after a minute.
  public static void holds(ThrowingCallable assertion) throws Throwable {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    while (true) {
      try {
        assertion.call();
        return;
      } catch (AssertionError e) {
        if (System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(20);
      }
    }
  }

  /// Tries until it is true.
  public static void isTrue(String what, Callable<Boolean> condition) throws Throwable {
    holds(() -> {
      if (!condition.call()) {
        throw new AssertionError(what);
      }
    });
  }
}
