package io.tiphys.engine.sync;

import static io.tiphys.engine.sync.TestingSync.STARTED;
import static io.tiphys.engine.sync.TestingSync.crd;
import static io.tiphys.engine.sync.TestingSync.job;
import static io.tiphys.engine.sync.TestingSync.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.TestingManifests;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Random syncs on the real planning code, with a cluster of values, failures, and a controller
/// that is killed at any moment and starts again from what it had written down.
class SyncSimulationTest {

  private static final int RUNS = 4000;

  @Test
  void everySyncEndsOnceAndInOrderWhateverIsKilled() {
    int killed = 0;
    int failed = 0;
    for (int seed = 0; seed < RUNS; seed++) {
      var simulation = new Simulation(seed);
      try {
        simulation.run();
        simulation.checkEnd();
      } catch (AssertionError | RuntimeException broken) {
        throw new AssertionError("seed " + seed + ": " + simulation.log, broken);
      }
      killed += simulation.kills;
      failed += simulation.broken.isEmpty() ? 0 : 1;
    }
    assertThat(killed).isGreaterThan(RUNS);
    assertThat(failed).isBetween(RUNS / 10, RUNS);
  }

  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Simulation {

    final Random random;
    final List<Manifest> targets = new ArrayList<>();
    final List<Manifest> hooks = new ArrayList<>();
    final Map<ResourceKey, Manifest> cluster = new HashMap<>();
    final Map<ResourceKey, Integer> unseen = new HashMap<>();
    final Map<ResourceKey, Integer> busy = new HashMap<>();
    final Set<ResourceKey> broken = new HashSet<>();
    final Set<ResourceKey> toPrune = new HashSet<>();
    final Set<TaskId> everDone = new HashSet<>();
    final Map<String, Integer> hookStarts = new HashMap<>();
    final StringBuilder log = new StringBuilder();
    final boolean prune;
    int kills;
    List<ResourceResult> written = List.of();
    Decision.Finished end = new Decision.Finished(OperationPhase.RUNNING, "", List.of());

    Simulation(int seed) {
      random = new Random(seed);
      prune = random.nextInt(4) > 0;
      int count = random.nextInt(8);
      for (int i = 0; i < count; i++) {
        targets.add(wave(object(i), random.nextInt(4) - 1));
      }
      if (random.nextInt(3) == 0) {
        targets.add(wave(crd("Thing"), random.nextInt(2)));
        targets.add(
            wave(
                TestingManifests.named("x.io/v1", "Thing", "web", "thing"), random.nextInt(3) - 1));
      }
      for (int i = 0; i < random.nextInt(4); i++) {
        String phase =
            List.of("PreSync", "Sync", "PostSync", "SyncFail", "PreSync,PostSync")
                .get(random.nextInt(5));
        String policy =
            List.of("BeforeHookCreation", "HookSucceeded", "HookFailed,HookSucceeded")
                .get(random.nextInt(3));
        Manifest hook = wave(job("hook-" + i, phase, policy), random.nextInt(3) - 1);
        if (random.nextInt(4) == 0) {
          hook =
              hook.without("metadata", "name").with("made-" + i + "-", "metadata", "generateName");
        } else if (random.nextBoolean() && policy.startsWith("Before")) {
          cluster.put(hook.key(), hook.with("old", "metadata", "annotations", Hook.RUN_ANNOTATION));
        }
        hooks.add(hook);
      }
      for (int i = 0; i < random.nextInt(4); i++) {
        Manifest extra = wave(TestingManifests.configMap("extra-" + i), random.nextInt(3));
        if (random.nextInt(4) == 0) {
          extra = TestingSync.option(extra, "Prune=false");
        } else {
          toPrune.add(extra.key());
        }
        cluster.put(extra.key(), extra);
      }
      for (Manifest target : targets) {
        if (random.nextInt(3) == 0 && !target.kind().equals("Thing")) {
          cluster.put(target.key(), target);
        }
        if (random.nextInt(30) == 0) {
          broken.add(target.key());
        }
      }
      for (Manifest hook : hooks) {
        if (random.nextInt(10) == 0 && !hook.name().isEmpty()) {
          broken.add(hook.key());
        }
      }
    }

    private Manifest object(int i) {
      String name = "o" + i;
      return switch (random.nextInt(4)) {
        case 0 -> TestingManifests.named("apps/v1", "Deployment", "web", name);
        case 1 -> TestingManifests.named("v1", "Service", "web", name);
        case 2 -> TestingManifests.named("apps/v1", "StatefulSet", "web", name);
        default -> TestingManifests.configMap(name);
      };
    }

    private static boolean hasHealth(Manifest object) {
      return switch (object.kind()) {
        case "Deployment", "StatefulSet", "Job", "CustomResourceDefinition" -> true;
        default -> false;
      };
    }

    private final class Cluster implements Admission {
      @Override
      public boolean serves(GroupVersionKind kind) {
        return !kind.kind().equals("Thing")
            || cluster.values().stream()
                .anyMatch(one -> SyncPlan.definedKind(one).isPresent() && isHealthy(one));
      }

      @Override
      public Optional<String> refusal(Manifest object) {
        return Optional.empty();
      }
    }

    SyncPlan plan() {
      var objects = new ArrayList<SyncTarget>();
      var known = new HashSet<ResourceKey>();
      for (Manifest target : targets) {
        known.add(target.key());
        objects.add(
            new SyncTarget(
                Optional.of(target), Optional.ofNullable(cluster.get(target.key())), true));
      }
      cluster.forEach((key, live) -> {
        if (!known.contains(key)) {
          objects.add(new SyncTarget(Optional.empty(), Optional.of(live), true));
        }
      });
      return SyncPlan.of(
          new SyncRequest(
              objects,
              hooks,
              Optional.empty(),
              new SyncRequest.Settings(
                  SyncOptions.NONE,
                  prune,
                  false,
                  false,
                  false,
                  false,
                  Selection.ALL,
                  "abcdef0",
                  STARTED,
                  0)),
          new Cluster());
    }

    void run() {
      for (int life = 0; life < 200; life++) {
        try {
          operate();
          return;
        } catch (Killed _) {
          kills++;
          unseen.clear(); // a new process reads before it answers
          log.append("KILL ");
        }
      }
      throw new AssertionError("does not end");
    }

    private void mayBeKilled() {
      if (kills < 8 && random.nextInt(12) == 0) {
        throw new Killed();
      }
    }

    private void operate() {
      Progress progress = Progress.of(written);
      for (int turns = 0; turns < 300; turns++) {
        SyncPlan plan = plan();
        Turn turn = SyncMachine.next(plan, progress, this::look, TestingSync::health);
        progress = turn.progress();
        mayBeKilled();
        written = progress.results();
        switch (turn.decision()) {
          case Decision.DryRun(var groups) -> {
            var outcomes = new HashMap<SyncTask, Outcome>();
            groups.forEach(
                group -> group.forEach(task -> outcomes.put(task, new Outcome.Done("fine"))));
            progress = progress.afterDryRun(plan, outcomes);
          }
          case Decision.Carry(var groups, boolean _) -> {
            var outcomes = new LinkedHashMap<SyncTask, Outcome>();
            for (var group : groups) {
              for (SyncTask task : group) {
                mayBeKilled();
                checkNotRecorded(task);
                checkOrder(plan, task, progress);
                outcomes.put(task, carry(task));
              }
            }
            mayBeKilled();
            progress = progress.record(outcomes);
            written = progress.results();
          }
          case Decision.DeleteHooks(var tasks) ->
              tasks.forEach(task -> {
                log.append("delete ").append(task.key().name()).append(' ');
                cluster.remove(task.key());
              });
          case Decision.ReleaseHooks(var tasks) -> tasks.forEach(this::release);
          case Decision.Wait(String message, var objects) -> {
            assertThat(message).startsWith("waiting for ");
            assertThat(objects).isNotEmpty();
          }
          case Decision.Finished finished -> {
            for (SyncTask task : finished.deleteHooks()) {
              mayBeKilled();
              cluster.remove(task.key());
            }
            end = finished;
            return;
          }
        }
        time();
      }
      throw new AssertionError("300 turns");
    }

    private void release(SyncTask task) {
      Manifest hook = Objects.requireNonNull(cluster.get(task.key()));
      if (hook.text("metadata", "deletionTimestamp").isEmpty()) {
        cluster.put(task.key(), hook.without("metadata", "finalizers"));
      } else {
        cluster.remove(task.key());
      }
    }

    private LiveObject look(Manifest object) {
      ResourceKey key = object.key();
      if (unseen.getOrDefault(key, 0) > 0) {
        return new LiveObject.NotSeen();
      }
      Manifest live = cluster.get(key);
      return live == null ? new LiveObject.Gone() : new LiveObject.Found(live);
    }

    /// Controllers of the cluster work; somebody deletes a hook that has ended.
    private void time() {
      unseen.replaceAll((key, left) -> left - 1);
      for (var key : List.copyOf(busy.keySet())) {
        int left = busy.merge(key, -1, Integer::sum);
        Manifest live = cluster.get(key);
        if (left <= 0 && live != null) {
          busy.remove(key);
          boolean bad = broken.contains(key);
          Manifest done =
              TestingSync.with(live, bad ? HealthStatusCode.DEGRADED : HealthStatusCode.HEALTHY);
          if (live.kind().equals("Job") && random.nextInt(4) == 0) {
            done = done.with("2026-01-01T00:00:00Z", "metadata", "deletionTimestamp");
          }
          cluster.put(key, done);
        }
      }
    }

    private Outcome carry(SyncTask task) {
      log.append(task.phase().text()).append(task.wave()).append(':').append(task.key().name());
      log.append(' ');
      everDone.add(task.id());
      if (random.nextBoolean()) {
        unseen.put(task.key(), 1 + random.nextInt(2));
      }
      return switch (task.step()) {
        case Apply apply -> {
          if (apply.target().kind().equals("Thing")
              && !new Cluster().serves(apply.target().gvk())) {
            throw new AssertionError("applied before its kind was there");
          }
          if (broken.contains(task.key()) && !hasHealth(apply.target())) {
            unseen.remove(task.key());
            yield new Outcome.Failed("refused");
          }
          put(apply.target());
          yield new Outcome.Done(task.key().name() + " configured");
        }
        case RunHook hook -> {
          hookStarts.merge(hook.run() + task.key(), 1, Integer::sum);
          put(hook.target());
          yield new Outcome.Done("created");
        }
        case Prune prune -> {
          cluster.remove(prune.key());
          yield new Outcome.Done("pruned");
        }
        case Skip _ -> throw new AssertionError("a skip is nothing to carry out");
      };
    }

    private void put(Manifest target) {
      if (hasHealth(target)) {
        Manifest before = cluster.get(target.key());
        if (before != null && SyncPlan.definedKind(target).isPresent() && isHealthy(before)) {
          return; // a definition stays established
        }
        cluster.put(target.key(), TestingSync.with(target, HealthStatusCode.PROGRESSING));
        if (before == null || !busy.containsKey(target.key())) {
          busy.put(target.key(), random.nextInt(4));
        }
      } else {
        cluster.put(target.key(), target);
      }
    }

    private static boolean isHealthy(Manifest live) {
      return live.text("status", "health").equals("Healthy");
    }

    private void checkNotRecorded(SyncTask task) {
      boolean recorded = Progress.of(written).phase(task).isPresent();
      assertThat(recorded).as("%s is carried out after it was recorded", task.id()).isFalse();
    }

    /// Every task of an earlier wave has ended well before one of this wave begins.
    private void checkOrder(SyncPlan plan, SyncTask task, Progress progress) {
      if (task.phase() == SyncPhase.SYNC_FAIL) {
        assertThat(plan.tasks())
            .as("SyncFail runs after a failure only")
            .anyMatch(one -> progress.phase(one).map(OperationPhase::failed).orElse(false));
        return;
      }
      for (SyncTask other : plan.tasks()) {
        if (other.isBefore(task)) {
          assertThat(progress.phase(other))
              .as("%s before %s", other.id(), task.id())
              .contains(OperationPhase.SUCCEEDED);
        }
      }
      if (task.step() instanceof Prune) {
        for (ResourceKey key : toPrune) {
          Manifest live = cluster.get(key);
          if (live != null) {
            assertThat(SyncWave.of(live))
                .as("prunes in reverse order")
                .isLessThanOrEqualTo(SyncWave.of(task.object()));
          }
        }
      }
    }

    void checkEnd() {
      hookStarts.forEach((hook, times) -> assertThat(times).as(hook).isEqualTo(1));
      boolean rescue =
          hooks.stream().anyMatch(h -> h.annotation(Hook.ANNOTATION).orElse("").equals("SyncFail"));
      if (end.phase() == OperationPhase.SUCCEEDED) {
        assertThat(end.message()).startsWith("successfully synced (");
        for (Manifest target : targets) {
          assertThat(cluster).containsKey(target.key());
        }
        assertThat(cluster.keySet().containsAll(toPrune))
            .as("prune")
            .isEqualTo(!prune || toPrune.isEmpty());
        assertThat(everDone).noneMatch(id -> id.phase() == SyncPhase.SYNC_FAIL);
        for (Manifest target : targets) {
          assertThat(broken.contains(target.key()) && !hasHealth(target)).isFalse();
        }
      } else {
        assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
        assertThat(broken).isNotEmpty();
        if (rescue) {
          assertThat(everDone).anyMatch(id -> id.phase() == SyncPhase.SYNC_FAIL);
        }
      }
      for (Manifest live : cluster.values()) {
        if (live.kind().equals("Job") && !busy.containsKey(live.key())) {
          assertThat(live.at("metadata", "finalizers"))
              .as("a hook that has ended is let go")
              .isNull();
        }
      }
    }
  }
}
