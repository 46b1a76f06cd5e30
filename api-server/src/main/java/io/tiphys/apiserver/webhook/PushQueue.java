package io.tiphys.apiserver.webhook;

import io.tiphys.apiserver.webhook.WebhookEvent.Push;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Pushes that wait to be worked on, as many as there is room for: one with long lists takes more.
final class PushQueue {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition filled = lock.newCondition();
  private final Queue<Push> pushes = new ArrayDeque<>();
  private final int capacity;
  private int used;

  /// @param capacity texts of all pushes together
  PushQueue(int capacity) {
    this.capacity = capacity;
  }

  /// @return false when there is no room; the push is dropped then
  boolean offer(Push push) {
    lock.lock();
    try {
      int weight = weight(push);
      if (used > 0 && used + weight > capacity) {
        return false;
      }
      used += weight;
      pushes.add(push);
      filled.signal();
      return true;
    } finally {
      lock.unlock();
    }
  }

  /// Waits for one.
  Push take() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      Push push = pushes.poll();
      while (push == null) {
        filled.await();
        push = pushes.poll();
      }
      used -= weight(push);
      return push;
    } finally {
      lock.unlock();
    }
  }

  private static int weight(Push push) {
    return push.urls().size() + push.refs().size() + push.changedFiles().size();
  }
}
