package io.tiphys.engine.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Random syncs on the real planning code, with a cluster of values, failures, waits that never
/// end, a time of their own, and a controller that is killed at any moment and starts again from
/// what it had written down.
class SyncSimulationTest {

  private static final int RUNS = 10_000;

  @Test
  void everySyncEndsOnceAndInOrderWhateverIsKilled() {
    var killed = new AtomicInteger();
    var failed = new AtomicInteger();
    var retried = new AtomicInteger();
    var superseded = new AtomicInteger();
    var terminated = new AtomicInteger();
    IntStream.range(0, RUNS)
        .parallel()
        .forEach(seed -> {
          var sync = new SyncSimulation(seed);
          try {
            sync.run();
            sync.checks.atTheEnd();
          } catch (AssertionError | RuntimeException broken) {
            throw new AssertionError("seed " + seed + ": " + sync.log, broken);
          }
          killed.addAndGet(sync.kills);
          failed.addAndGet(sync.end.phase().failed() ? 1 : 0);
          retried.addAndGet(sync.attempt);
          superseded.addAndGet(sync.superseded ? 1 : 0);
          terminated.addAndGet(sync.terminated ? 1 : 0);
        });

    assertThat(killed).hasValueGreaterThan(RUNS);
    assertThat(failed).hasValueBetween(RUNS / 20, RUNS / 2);
    assertThat(retried).hasValueGreaterThan(RUNS / 100);
    assertThat(superseded).hasValueGreaterThan(RUNS / 100);
    assertThat(terminated).hasValueGreaterThan(RUNS / 20);
  }
}
