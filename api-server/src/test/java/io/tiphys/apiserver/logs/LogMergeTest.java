package io.tiphys.apiserver.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.apiserver.operation.Refusal;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LogMergeTest {

  private static LogLine line(int second, String content) {
    return new LogLine(
        "pod", OffsetDateTime.parse("2026-01-02T03:04:%02dZ".formatted(second)), content);
  }

  private static List<String> rest(LogMerge merge) throws InterruptedException {
    var contents = new ArrayList<String>();
    for (var next = merge.next(); next.isPresent(); next = merge.next()) {
      contents.add(next.get().content());
    }
    return contents;
  }

  @Test
  void mergesByTimeAndKeepsTheOrderOfAPod() throws Exception {
    var merge = new LogMerge(3, Optional.empty());
    for (int second : List.of(1, 4, 4, 2)) { // the clock was set back
      assertThat(merge.put(0, line(second, "a" + second))).isTrue();
    }
    for (int second : List.of(2, 3, 9)) {
      assertThat(merge.put(1, line(second, "b" + second))).isTrue();
    }
    merge.end(0);
    merge.end(1);
    merge.end(2);
    assertThat(rest(merge)).containsExactly("a1", "b2", "b3", "a4", "a4", "a2", "b9");
  }

  @Test
  void waitsForAllPodsWhenTheLogsHaveAnEnd() throws Exception {
    var merge = new LogMerge(2, Optional.empty());
    merge.put(0, line(5, "later"));
    merge.end(0);
    Thread.ofVirtual()
        .start(() -> {
          try {
            merge.put(1, line(1, "earlier"));
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          merge.end(1);
        });
    assertThat(rest(merge)).containsExactly("earlier", "later");
  }

  @Test
  void doesNotWaitForASilentPodThatIsFollowed() throws Exception {
    var merge = new LogMerge(2, Optional.of(Duration.ofMillis(1)));
    merge.put(0, line(5, "a"));
    assertThat(merge.next()).map(LogLine::content).contains("a");
  }

  @Test
  void whoWritesMoreThanIsReadWaits() throws Exception {
    var merge = new LogMerge(1, Optional.empty());
    var written = new AtomicInteger();
    var done = new CountDownLatch(1);
    Thread.ofVirtual()
        .start(() -> {
          try {
            for (int i = 0; i < 10 * LogMerge.ROOM && merge.put(0, line(1, "x")); i++) {
              written.incrementAndGet();
            }
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          merge.end(0);
          done.countDown();
        });
    for (int taken = 1; taken <= 5 * LogMerge.ROOM; taken++) {
      assertThat(merge.next()).isPresent();
      assertThat(written.get()).isLessThanOrEqualTo(taken + LogMerge.ROOM);
    }
    merge.close();
    done.await();
    assertThat(written.get()).isLessThan(10 * LogMerge.ROOM);
    assertThat(merge.next()).isEmpty();
  }

  @Test
  void aLogThatBreaksOffIsToldAfterWhatWasThere() throws Exception {
    var merge = new LogMerge(2, Optional.of(Duration.ofMillis(1)));
    merge.put(0, line(1, "a"));
    merge.breakOff();
    assertThat(merge.next()).isPresent();
    assertThatThrownBy(merge::next)
        .isInstanceOf(Refusal.class)
        .hasMessage("the connection to the cluster broke while logs were read");
  }
}
