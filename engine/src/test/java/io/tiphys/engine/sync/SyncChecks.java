package io.tiphys.engine.sync;

import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/// What has to hold of every sync, whatever happens to whom.
final class SyncChecks {

  private final SyncSimulation sync;
  private final Set<TaskId> everDone = new HashSet<>();
  private final Map<String, Integer> hookStarts = new HashMap<>();

  SyncChecks(SyncSimulation sync) {
    this.sync = sync;
  }

  private static void check(boolean holds, Supplier<String> what) {
    if (!holds) {
      throw new AssertionError(what.get());
    }
  }

  void beforeCarrying(
      SyncPlan plan, SyncTask task, Progress progress, List<ResourceResult> written) {
    everDone.add(task.id());
    if (task.step() instanceof RunHook hook) {
      hookStarts.merge(hook.run() + task.key(), 1, Integer::sum);
    }
    check(
        Progress.of(written).phase(task).isEmpty(),
        () -> task.id() + " is carried out after it was recorded");
    check(!sync.terminated, () -> task.id() + " is begun after the end was asked for");
    if (task.phase() == SyncPhase.SYNC_FAIL) {
      check(
          plan.tasks().stream()
              .anyMatch(one -> progress.phase(one).map(OperationPhase::failed).orElse(false)),
          () -> "SyncFail without a failure");
    } else {
      afterEarlierWaves(plan, task, progress);
    }
    if (task.step() instanceof Prune prune) {
      inReverseOrder(plan, prune);
    }
  }

  /// Every task of an earlier wave has ended well before one of this wave begins.
  private static void afterEarlierWaves(SyncPlan plan, SyncTask task, Progress progress) {
    for (SyncTask other : plan.tasks()) {
      if (other.isBefore(task)) {
        check(
            progress.phase(other).filter(OperationPhase.SUCCEEDED::equals).isPresent(),
            () -> other.id() + " has to be well before " + task.id());
      }
    }
  }

  private void inReverseOrder(SyncPlan plan, Prune prune) {
    SyncOptions own = SyncOptions.of(prune.live());
    check(sync.prune && !own.is("Prune", "false"), () -> "pruned against its word");
    check(sync.confirmed || !own.is("Prune", "confirm"), () -> "pruned before anybody agreed");
    if (sync.pruneLast) {
      check(
          plan.tasks().stream()
              .filter(one -> one.phase() == SyncPhase.SYNC && !one.isPrune() && !one.isHook())
              .allMatch(one -> everDone.contains(one.id())),
          () -> "pruned before the last");
      return;
    }
    for (ResourceKey key : sync.extras) {
      Manifest live = sync.cluster.objects.get(key);
      check(
          live == null || SyncWave.of(live) <= SyncWave.of(prune.live()),
          () -> prune.key() + " is pruned before " + key);
    }
  }

  /// Its outcome is written down before a hook is let go.
  void beforeRelease(SyncTask task, List<ResourceResult> written) {
    check(
        Progress.of(written).phase(task).map(OperationPhase::completed).orElse(false),
        () -> task.id() + " is let go with no outcome");
  }

  /// Only what hangs is given up.
  void mayBeSuperseded(Decision.Wait wait) {
    check(
        wait.message().startsWith("Waiting for pruning")
            || wait.objects().stream().anyMatch(task -> sync.cluster.hanging.contains(task.key())),
        () -> "given up while it got on: " + wait.message());
  }

  void atTheEnd() {
    hookStarts.forEach(
        (hook, times) -> check(times == 1, () -> hook + " was started " + times + " times"));
    if (sync.end.phase() == OperationPhase.SUCCEEDED) {
      succeeded();
    } else {
      failed();
    }
    for (Manifest live : sync.cluster.objects.values()) {
      check(
          !Standing.isHeld(live) || sync.cluster.isBusy(live.key()),
          () -> live.key() + " has ended and is not let go");
      check(
          !sync.terminated || !live.kind().equals("Job") || !sync.cluster.isBusy(live.key()),
          () -> live.key() + " runs after the end");
    }
  }

  private void succeeded() {
    check(sync.end.message().startsWith("successfully synced ("), sync.end::message);
    for (Manifest target : sync.targets) {
      check(sync.cluster.objects.containsKey(target.key()), () -> target.key() + " is missing");
      check(
          !sync.cluster.broken.contains(target.key()) || SimulatedCluster.hasHealth(target),
          () -> target.key() + " was refused");
    }
    for (ResourceKey key : sync.extras) {
      check(sync.cluster.objects.containsKey(key) != sync.prune, () -> key + " and pruning");
    }
    check(
        sync.attempt > 0 || everDone.stream().noneMatch(id -> id.phase() == SyncPhase.SYNC_FAIL),
        () -> "SyncFail in a sync that went well");
  }

  private void failed() {
    check(sync.end.phase() == OperationPhase.FAILED, () -> "" + sync.end.phase());
    if (sync.terminated) {
      check(sync.end.message().equals("Operation terminated"), sync.end::message);
      return;
    }
    check(!sync.cluster.broken.isEmpty(), () -> "failed with no reason: " + sync.end.message());
    boolean rescue =
        sync.hooks.stream()
            .anyMatch(hook -> hook.annotation(Hook.ANNOTATION).orElse("").equals("SyncFail"));
    check(
        !rescue || everDone.stream().anyMatch(id -> id.phase() == SyncPhase.SYNC_FAIL),
        () -> "no SyncFail after a failure");
  }
}
