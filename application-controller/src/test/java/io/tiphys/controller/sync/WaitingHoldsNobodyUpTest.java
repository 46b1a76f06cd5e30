package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.queue.QueueObserver;
import io.tiphys.controller.queue.WorkQueue;
import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.sync.Admission;
import io.tiphys.engine.sync.Decision;
import io.tiphys.engine.sync.LiveObject;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Outcome;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.Selection;
import io.tiphys.engine.sync.SyncMachine;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.sync.SyncPlan;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.SyncTarget;
import io.tiphys.engine.sync.SyncTask;
import io.tiphys.engine.sync.Turn;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// However many syncs wait for their hooks: the queue of operations, with as many workers as there
/// are by default, has time for one more.
class WaitingHoldsNobodyUpTest {

  private static final int WAITING = 5_000;
  private static final int WORKERS = 10;

  /// A PreSync hook runs until the test says that its ten seconds have passed.
  private volatile boolean isTenSecondsLater;

  private final CountDownLatch allWait = new CountDownLatch(WAITING);
  private final CountDownLatch oneMoreIsDone = new CountDownLatch(1);
  private final CountDownLatch allAreDone = new CountDownLatch(WAITING);

  @Test
  void fiveThousandInTheirHooksDoNotBlockOneMore() throws Exception {
    var syncs = new ArrayList<Sync>();
    for (int i = 0; i < WAITING; i++) {
      syncs.add(new Sync(true));
    }
    syncs.add(new Sync(false));
    var queue = new ArrayList<WorkQueue<Integer>>();
    try (var operations =
        new WorkQueue<Integer>(
            "operations",
            WORKERS,
            key -> syncs.get(key).turn().ifPresent(again -> queue.getFirst().addAfter(key, again)),
            QueueObserver.NONE)) {
      queue.add(operations);
      for (int i = 0; i < WAITING; i++) {
        operations.add(i);
      }
      assertThat(allWait.await(60, TimeUnit.SECONDS)).isTrue();

      operations.add(WAITING);

      assertThat(oneMoreIsDone.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(allAreDone.getCount()).as("all others are in their hook").isEqualTo(WAITING);

      isTenSecondsLater = true;
      for (int i = 0; i < WAITING; i++) {
        operations.add(i); // as the watch has it when a hook ends
      }
      assertThat(allAreDone.await(60, TimeUnit.SECONDS)).isTrue();
    }
  }

  /// One sync, kept between its turns by its record alone.
  private final class Sync {
    private final boolean hasHook;
    private final Map<String, Manifest> live = new ConcurrentHashMap<>();
    private Progress progress = Progress.none();
    private boolean waits;

    Sync(boolean hasHook) {
      this.hasHook = hasHook;
    }

    /// @return when its turn comes again; empty when it is over
    synchronized Optional<Duration> turn() {
      SyncPlan plan = plan();
      while (true) {
        Turn turn = SyncMachine.next(plan, progress, this::look, this::health);
        progress = turn.progress();
        switch (turn.decision()) {
          case Decision.DryRun _ -> progress = progress.afterDryRun(plan, Map.of());
          case Decision.Carry(var groups, var _) -> progress = progress.record(carried(groups));
          case Decision.DeleteHooks(var hooks) ->
              hooks.forEach(hook -> live.remove(hook.key().name()));
          case Decision.ReleaseHooks(var hooks) ->
              hooks.forEach(hook ->
                  live.computeIfPresent(
                      hook.key().name(), (name, one) -> one.without("metadata", "finalizers")));
          case Decision.Wait _ -> {
            if (!waits) {
              waits = true;
              allWait.countDown();
            }
            return Optional.of(Duration.ofSeconds(20));
          }
          case Decision.Finished(var phase, var message, var _) -> {
            assertThat(phase).as(message).isEqualTo(OperationPhase.SUCCEEDED);
            (hasHook ? allAreDone : oneMoreIsDone).countDown();
            return Optional.empty();
          }
        }
      }
    }

    private Map<SyncTask, Outcome> carried(List<List<SyncTask>> groups) {
      var outcomes = new LinkedHashMap<SyncTask, Outcome>();
      for (var group : groups) {
        for (SyncTask task : group) {
          live.put(task.key().name(), task.object());
          outcomes.put(task, new Outcome.Done("created"));
        }
      }
      return outcomes;
    }

    private LiveObject look(Manifest object) {
      Manifest found = live.get(object.name());
      return found == null ? new LiveObject.Gone() : new LiveObject.Found(found);
    }

    private Optional<Health> health(Manifest object) {
      return object.kind().equals("Job")
          ? Optional.of(
              new Health(
                  isTenSecondsLater ? HealthStatusCode.HEALTHY : HealthStatusCode.PROGRESSING, ""))
          : Optional.empty();
    }

    private SyncPlan plan() {
      return SyncPlan.of(
          new SyncRequest(
              List.of(new SyncTarget(Optional.of(SETTINGS), Optional.empty(), true)),
              hasHook ? List.of(HOOK) : List.of(),
              Optional.empty(),
              new SyncRequest.Settings(
                  SyncOptions.NONE,
                  false,
                  false,
                  false,
                  false,
                  false,
                  Selection.ALL,
                  "abcdef0",
                  Instant.EPOCH,
                  0,
                  "")),
          EVERYTHING);
    }
  }

  private static Manifest manifest(String json) {
    return Manifest.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  private static final Manifest SETTINGS =
      manifest(
          """
          {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"settings","namespace":"web"}}\
          """);

  private static final Manifest HOOK =
      manifest(
          """
          {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"db","namespace":"web",
          "annotations":{"argocd.argoproj.io/hook":"PreSync"}}}\
          """);

  private static final Admission EVERYTHING =
      new Admission() {
        @Override
        public boolean serves(GroupVersionKind kind) {
          return true;
        }

        @Override
        public Optional<String> refusal(Manifest object) {
          return Optional.empty();
        }
      };
}
