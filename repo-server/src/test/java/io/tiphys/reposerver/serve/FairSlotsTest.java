package io.tiphys.reposerver.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairSlotsTest {

  @Test
  void aRepositoryThatHangsLeavesTheOthersAWay() throws Exception {
    var slots = new FairSlots(4);
    var end = new CountDownLatch(1);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        threads.execute(() -> {
          try (var slot = slots.take("hanging")) {
            end.await();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
      }
      for (int i = 0; i < 100; i++) {
        slots.take("other").close();
      }
      end.countDown();
    }
    slots.take("hanging").close();
  }

  @Test
  void neverMoreThanTheLimitAtOnce() throws Exception {
    var slots = new FairSlots(3);
    var now = new AtomicInteger();
    List<Integer> seen = Collections.synchronizedList(new ArrayList<>());
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 200; i++) {
        String repository = "r" + i % 7;
        threads.execute(() -> {
          try (var slot = slots.take(repository)) {
            seen.add(now.incrementAndGet());
            Thread.sleep(1);
            now.decrementAndGet();
          } catch (Exception e) {
            throw new IllegalStateException(e);
          }
        });
      }
    }
    assertThat(seen).hasSize(200).allMatch(count -> count <= 3);
  }

  @Test
  void whoGivesUpTakesNoSlot() throws Exception {
    var slots = new FairSlots(1);
    var held = slots.take("a");
    var waiting =
        Thread.ofVirtual()
            .start(() -> {
              try (var slot = slots.take("b")) {
                throw new AssertionError("there was no slot");
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Thread.sleep(50);
    waiting.interrupt();
    waiting.join();
    held.close();
    slots.take("c").close();
  }
}
