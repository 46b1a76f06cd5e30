package io.tiphys.standalone;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What runs in this process, in the order it was started. It ends in the other order, once: when
/// the process is told to end, or when a later part does not start.
final class Running implements AutoCloseable {

  private static final Logger log = LoggerFactory.getLogger(Running.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);

  /// Keeps a part, to end it later.
  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  /// Returns when the process was told to end and everything has ended.
  void await() throws InterruptedException {
    Runtime.getRuntime().addShutdownHook(new Thread(this::close, "stop"));
    ended.await();
  }

  @Override
  public synchronized void close() {
    while (!parts.isEmpty()) {
      AutoCloseable part = parts.pop();
      try {
        part.close();
      } catch (Exception e) {
        log.warn("{} did not end well: {}", part.getClass().getSimpleName(), e.toString());
      }
    }
    ended.countDown();
  }
}
