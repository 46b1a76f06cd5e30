package io.tiphys.controller.queue;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WorkQueueTest {

  @Test
  void aKeyAddedManyTimesWhileItWaitsIsHandledOnce() throws Exception {
    var gate = new CountDownLatch(1);
    var done = new CountDownLatch(2);
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    try (var queue =
        new WorkQueue<String>(
            "test",
            1,
            key -> {
              gate.await();
              handled.add(key);
              done.countDown();
            },
            QueueObserver.NONE)) {
      queue.add("first");
      while (queue.depth() > 0) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 100; i++) {
        queue.add("second");
      }
      assertThat(queue.depth()).isEqualTo(1);
      gate.countDown();
      done.await();
    }
    assertThat(handled).containsExactly("first", "second");
  }

  @Test
  void aKeyAddedWhileItIsHandledIsHandledOnceMoreAndNeverTwiceAtOnce() throws Exception {
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    var runs = new AtomicInteger();
    var entered = new CountDownLatch(1);
    var second = new CountDownLatch(2);
    var gate = new CountDownLatch(1);
    try (var queue =
        new WorkQueue<String>(
            "test",
            4,
            key -> {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              entered.countDown();
              gate.await();
              runs.incrementAndGet();
              inside.decrementAndGet();
              second.countDown();
            },
            QueueObserver.NONE)) {
      queue.add("app");
      entered.await();
      queue.add("app");
      queue.add("app");
      gate.countDown();
      second.await();
    }
    assertThat(most).hasValue(1);
    assertThat(runs).hasValue(2);
  }

  @Test
  void aKeyWhoseHandlerThrowsComesAgain() throws Exception {
    var runs = new AtomicInteger();
    var third = new CountDownLatch(3);
    try (var queue =
        new WorkQueue<String>(
            "test",
            1,
            key -> {
              third.countDown();
              if (runs.incrementAndGet() < 3) {
                throw new IllegalStateException("not yet");
              }
            },
            QueueObserver.NONE)) {
      queue.add("app");
      third.await();
    }
    assertThat(runs).hasValue(3);
  }

  @Test
  void theEarlierOfTwoTimesCounts() throws Exception {
    var runs = new AtomicInteger();
    var first = new CountDownLatch(1);
    try (var queue =
        new WorkQueue<String>(
            "test",
            1,
            key -> {
              runs.incrementAndGet();
              first.countDown();
            },
            QueueObserver.NONE)) {
      queue.addAfter("app", Duration.ofHours(1));
      queue.addAfter("app", Duration.ofMillis(10));
      first.await();
    }
    assertThat(runs).hasValue(1);
  }

  @Behaviour("REF-14")
  @Test
  void aKeyThatIsHeldUpComesOnceAndOthersAreNotHeldUp() throws Exception {
    var calm = Duration.ofHours(1);
    var limits =
        new RateLimits(
            500, Double.MAX_VALUE, calm, Duration.ofMillis(1), Duration.ofMillis(300), 1000);
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    var done = new CountDownLatch(4);
    try (var queue =
        new WorkQueue<String>(
            "test",
            1,
            limits,
            key -> false,
            key -> {
              handled.add(key);
              done.countDown();
            },
            QueueObserver.NONE)) {
      queue.add("loop");
      while (handled.isEmpty()) {
        Thread.onSpinWait();
      }
      for (int i = 0; i < 100; i++) {
        queue.add("loop");
      }
      queue.add("other");
      queue.addAfter("timed", Duration.ofMillis(1));
      done.await();
    }
    assertThat(handled).containsExactly("loop", "other", "timed", "loop");
  }

  @Test
  void thoseThatCanWaitHoldUpNobodyAndAreNotForgotten() throws Exception {
    var gate = new CountDownLatch(1);
    var done = new CountDownLatch(10);
    List<String> handled = Collections.synchronizedList(new ArrayList<>());
    try (var queue =
        new WorkQueue<String>(
            "test",
            1,
            RateLimits.NONE,
            key -> key.startsWith("waiting"),
            key -> {
              gate.await();
              handled.add(key);
              done.countDown();
            },
            QueueObserver.NONE)) {
      queue.add("first");
      while (queue.depth() > 0) {
        Thread.onSpinWait();
      }
      for (int i = 1; i <= 4; i++) {
        queue.add("waiting " + i);
      }
      for (int i = 1; i <= 5; i++) {
        queue.add("news " + i);
      }
      assertThat(queue.depth()).isEqualTo(9);
      gate.countDown();
      done.await();
    }
    assertThat(handled)
        .containsExactly(
            "first",
            "news 1",
            "news 2",
            "waiting 1",
            "news 3",
            "news 4",
            "news 5",
            "waiting 2",
            "waiting 3",
            "waiting 4");
  }
}
