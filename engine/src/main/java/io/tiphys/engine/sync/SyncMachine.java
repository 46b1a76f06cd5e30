package io.tiphys.engine.sync;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthCheck;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.HookDeletePolicy;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Says what comes next in a sync, from its plan and everything that was recorded. It has no
/// memory: asked twice with the same values, it answers the same, and whoever asks after a kill
/// goes on where the record ends. What was recorded as done is not decided again; what was not is
/// decided again, and every step bears being done twice.
public final class SyncMachine {

  private final SyncPlan plan;
  private final LiveLookup live;
  private final HealthCheck health;
  private Progress progress;

  private SyncMachine(SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    this.plan = plan;
    this.progress = progress;
    this.live = live;
    this.health = health;
  }

  /// @param plan of this operation, from a comparison as fresh as there is
  /// @param progress what was recorded
  /// @param live what there is; asked about tasks that were carried out and about hooks
  /// @param health judges live objects
  public static Turn next(SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    var machine = new SyncMachine(plan, progress, live, health);
    Decision decision = machine.decide();
    return new Turn(machine.progress, decision);
  }

  /// The end of an operation that somebody, or its time limit, stops: running hooks go.
  public static Turn terminate(
      SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    var machine = new SyncMachine(plan, progress, live, health);
    Decision decision = machine.stop();
    return new Turn(machine.progress, decision);
  }

  private Decision decide() {
    return refused()
        .or(this::beforeDryRun)
        .or(this::dryRun)
        .or(this::ended)
        .or(this::waitForRunning)
        .orElseGet(this::nextWave);
  }

  private Optional<Decision> refused() {
    var reasons = new ArrayList<String>();
    for (SyncTask task : plan.tasks()) {
      String reason = plan.refusals().get(task.id());
      if (reason != null && isPending(task)) {
        reasons.add(reason);
        progress = progress.with(task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, reason);
      }
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            failed(
                "one or more synchronization tasks are not valid: " + SyncMessages.some(reasons)));
  }

  /// The namespace has to be there, or nothing in it could be tried out.
  private Optional<Decision> beforeDryRun() {
    if (plan.dryRun() || progress.dryRunPassed(plan)) {
      return Optional.empty();
    }
    for (SyncTask task : plan.tasks()) {
      if (plan.namespace().map(task.id()::equals).orElse(false)) {
        if (isPending(task)) {
          return Optional.of(new Decision.Carry(List.of(List.of(task)), false));
        }
        if (isFailed(task)) {
          return Optional.of(
              failed(
                  SyncMessages.withReasons(
                      "the namespace failed to apply", messages(List.of(task)))));
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Decision> dryRun() {
    if (progress.dryRunFailed()) {
      return Optional.of(
          failed(
              SyncMessages.withReasons(
                  "one or more objects failed to apply (dry run)", messages(all(this::isFailed)))));
    }
    if (!progress.dryRunPassed(plan)) {
      var tasks = all(task -> isPending(task) && canBeTriedOut(task));
      if (!tasks.isEmpty()) {
        return Optional.of(new Decision.DryRun(List.of(tasks)));
      }
      progress = progress.afterDryRun(plan, Map.of());
    }
    return plan.dryRun()
        ? Optional.of(
            new Decision.Finished(OperationPhase.SUCCEEDED, SyncMessages.ALL_TASKS_RUN, List.of()))
        : Optional.empty();
  }

  private static boolean canBeTriedOut(SyncTask task) {
    return switch (task.step()) {
      case Apply apply -> apply.options().dryRun() != DryRunMode.NONE;
      case RunHook hook -> hook.options().dryRun() != DryRunMode.NONE;
      case Prune _, Skip _ -> false;
    };
  }

  /// Looks after what was carried out: how it is doing, and which hooks may go.
  private Optional<Decision> ended() {
    for (SyncTask task : plan.tasks()) {
      if (isRunning(task)) {
        refresh(task);
      } else if (isPending(task) && isOurs(task)) {
        progress = progress.with(task, ResultCode.SYNCED, OperationPhase.RUNNING, "");
        refresh(task);
      }
    }
    var held =
        all(task -> isCompleted(task) && foundOfRun(task).map(SyncMachine::isHeld).orElse(false));
    return held.isEmpty() ? Optional.empty() : Optional.of(new Decision.ReleaseHooks(held));
  }

  /// Whether a hook that was not recorded was made by this very run, before it was interrupted.
  private boolean isOurs(SyncTask task) {
    return foundOfRun(task).isPresent();
  }

  /// A hook's object, if this run made it: a hook of two phases has one object after the other.
  private Optional<Manifest> foundOfRun(SyncTask task) {
    return task.step() instanceof RunHook hook
        ? found(task)
            .filter(one -> one.annotation(Hook.RUN_ANNOTATION).orElse("").equals(hook.run()))
        : Optional.empty();
  }

  private static boolean isHeld(Manifest hook) {
    return hook.at("metadata", "finalizers") instanceof List<?> names
        && names.contains(Hook.FINALIZER);
  }

  private void refresh(SyncTask task) {
    switch (live.of(task.object())) {
      case LiveObject.NotSeen() -> {}
      case LiveObject.Gone() -> {
        if (task.isHook() || isMultiStep()) {
          progress =
              progress.with(
                  task,
                  ResultCode.SYNC_FAILED,
                  OperationPhase.ERROR,
                  "Resource %s/%s/%s is missing, it might have been deleted"
                      .formatted(task.key().group(), task.key().kind(), task.key().name()));
        }
      }
      case LiveObject.Found(Manifest object) -> {
        Optional<Health> verdict = health.of(object);
        progress =
            verdict.isEmpty()
                ? progress.with(
                    task, OperationPhase.SUCCEEDED, task.isHook() ? object.name() + " created" : "")
                : judged(task, verdict.get());
      }
    }
  }

  private Progress judged(SyncTask task, Health verdict) {
    return switch (verdict.code()) {
      case HEALTHY -> progress.with(task, OperationPhase.SUCCEEDED, verdict.message());
      case DEGRADED -> progress.with(task, OperationPhase.FAILED, why(task, verdict));
      case UNKNOWN ->
          task.isHook() ? progress.with(task, OperationPhase.FAILED, verdict.message()) : progress;
      case PROGRESSING, SUSPENDED, MISSING ->
          task.isHook() ? progress.with(task, OperationPhase.RUNNING, verdict.message()) : progress;
    };
  }

  private static String why(SyncTask task, Health verdict) {
    return verdict.message().isEmpty()
        ? "%s/%s is %s".formatted(task.key().kind(), task.key().name(), verdict.code().text())
        : verdict.message();
  }

  private Optional<Decision> waitForRunning() {
    boolean failing = main().anyMatch(this::isFailed);
    boolean multiStep = isMultiStep();
    var running =
        all(task ->
            isRunning(task)
                && (task.isHook() || multiStep && !failing && !isInLastWaveOfObjects(task)));
    if (!running.isEmpty()) {
      return Optional.of(new Decision.Wait(SyncMessages.waiting(running, false), running));
    }
    if (failing) {
      return Optional.empty();
    }
    var leaving =
        all(task ->
            task.isPrune()
                && progress.code(task).equals(Optional.of(ResultCode.PRUNED))
                && !isInLastWave(task)
                && found(task).map(SyncMachine::isBeingDeleted).orElse(false));
    return leaving.isEmpty()
        ? Optional.empty()
        : Optional.of(new Decision.Wait(SyncMessages.waiting(leaving, true), leaving));
  }

  private Decision nextWave() {
    var broken = main().filter(this::isFailed).toList();
    if (!broken.isEmpty()) {
      return fail(broken);
    }
    while (true) {
      var pending = main().filter(task -> isPending(task) && !task.inSync()).toList();
      if (pending.isEmpty()) {
        return succeeded();
      }
      var wave = pending.stream().filter(pending.getFirst()::sameWave).toList();
      var skipped = wave.stream().filter(task -> task.step() instanceof Skip).toList();
      if (skipped.isEmpty()) {
        return carry(wave, pending.size() > wave.size());
      }
      for (SyncTask task : skipped) {
        if (task.step() instanceof Skip(Manifest _, SkipReason reason)) {
          progress = progress.record(task, new Outcome.Done(reason.message()));
        }
      }
    }
  }

  private Decision succeeded() {
    boolean endsWithObjects =
        main().reduce((first, second) -> second).map(this::isInLastWaveOfObjects).orElse(false);
    return new Decision.Finished(
        OperationPhase.SUCCEEDED,
        endsWithObjects ? SyncMessages.ALL_TASKS_RUN : SyncMessages.NO_MORE_TASKS,
        hooksToDelete(HookDeletePolicy.HOOK_SUCCEEDED));
  }

  /// One wave: prunes, then what has to make room, then kind after kind.
  private Decision carry(List<SyncTask> wave, boolean moreWaves) {
    var prunes = wave.stream().filter(SyncTask::isPrune).toList();
    var makes = wave.stream().filter(task -> !task.isPrune()).toList();
    if (!prunes.isEmpty()) {
      var unconfirmed =
          prunes.stream()
              .filter(task -> task.step() instanceof Prune prune && prune.awaitsConfirmation())
              .toList();
      return unconfirmed.isEmpty()
          ? new Decision.Carry(List.of(prunes), makes.isEmpty() && moreWaves)
          : new Decision.Wait(SyncMessages.confirmation(unconfirmed), unconfirmed);
    }
    return makeRoom(makes).orElseGet(() -> make(makes, moreWaves));
  }

  private Optional<Decision> makeRoom(List<SyncTask> makes) {
    var delete = new ArrayList<SyncTask>();
    var leaving = new ArrayList<SyncTask>();
    for (SyncTask task : makes) {
      if (task.step() instanceof RunHook hook
          && hook.hook().deletes(HookDeletePolicy.BEFORE_HOOK_CREATION)) {
        found(task)
            .ifPresent(
                object -> (isBeingDeleted(object) && !isHeld(object) ? leaving : delete).add(task));
      }
    }
    if (!delete.isEmpty()) {
      return Optional.of(new Decision.DeleteHooks(delete));
    }
    return leaving.isEmpty()
        ? Optional.empty()
        : Optional.of(new Decision.Wait(SyncMessages.waiting(leaving, true), leaving));
  }

  /// Definitions of kinds that the rest of the wave needs go first and have to be established.
  private Decision make(List<SyncTask> makes, boolean moreWaves) {
    var gates =
        all(task -> isRunning(task) && makes.stream().anyMatch(other -> defines(task, other)));
    if (!gates.isEmpty()) {
      return new Decision.Wait(SyncMessages.waiting(gates, false), gates);
    }
    var groups = new ArrayList<List<SyncTask>>();
    var group = new ArrayList<SyncTask>();
    for (int i = 0; i < makes.size(); i++) {
      SyncTask task = makes.get(i);
      if (!group.isEmpty() && !group.getLast().key().kind().equals(task.key().kind())) {
        groups.add(List.copyOf(group));
        group.clear();
        var rest = makes.subList(i, makes.size());
        if (groups.getLast().stream().anyMatch(one -> isGateFor(one, rest))) {
          return new Decision.Carry(groups, false);
        }
      }
      group.add(task);
    }
    groups.add(List.copyOf(group));
    return new Decision.Carry(groups, moreWaves);
  }

  private boolean isGateFor(SyncTask definition, List<SyncTask> rest) {
    return definition.step() instanceof Apply apply
        && apply
            .live()
            .flatMap(health::of)
            .filter(one -> one.code() == HealthStatusCode.HEALTHY)
            .isEmpty()
        && rest.stream().anyMatch(other -> defines(definition, other));
  }

  private static boolean defines(SyncTask definition, SyncTask object) {
    return definition.step() instanceof Apply
        && SyncPlan.definedKind(definition.object())
            .map(kind -> kind.equals(object.object().gvk().groupKind()))
            .orElse(false);
  }

  private Decision fail(List<SyncTask> broken) {
    boolean notApplied =
        broken.stream()
            .anyMatch(task -> progress.code(task).equals(Optional.of(ResultCode.SYNC_FAILED)));
    String message =
        SyncMessages.withReasons(
            notApplied
                ? "one or more objects failed to apply"
                : "one or more synchronization tasks completed unsuccessfully",
            messages(broken));
    var rescue = all(task -> task.phase() == SyncPhase.SYNC_FAIL);
    var pending = rescue.stream().filter(this::isPending).toList();
    if (!pending.isEmpty()) {
      var wave = pending.stream().filter(pending.getFirst()::sameWave).toList();
      return carry(wave, pending.size() > wave.size());
    }
    var failedRescue = rescue.stream().filter(this::isFailed).toList();
    return failed(
        failedRescue.isEmpty()
            ? message
            : message
                + "\n"
                + SyncMessages.withReasons(
                    "one or more SyncFail hooks failed", messages(failedRescue)));
  }

  private Decision failed(String message) {
    return new Decision.Finished(
        OperationPhase.FAILED, message, hooksToDelete(HookDeletePolicy.HOOK_FAILED));
  }

  private Decision stop() {
    var delete = new ArrayList<SyncTask>();
    for (SyncTask task : plan.tasks()) {
      if (!task.isHook() || !isRunning(task) && !(isPending(task) && isOurs(task))) {
        continue;
      }
      if (isRunning(task)) {
        refresh(task);
      }
      if (!isCompleted(task)) {
        progress = progress.with(task, ResultCode.SYNCED, OperationPhase.FAILED, "Terminated");
        delete.add(task);
      }
    }
    hooksToDelete(HookDeletePolicy.HOOK_FAILED).stream()
        .filter(task -> !delete.contains(task))
        .forEach(delete::add);
    return new Decision.Finished(OperationPhase.FAILED, "Operation terminated", delete);
  }

  private List<SyncTask> hooksToDelete(HookDeletePolicy policy) {
    return all(task ->
        task.step() instanceof RunHook hook
            && hook.hook().deletes(policy)
            && isCompleted(task)
            && found(task).isPresent());
  }

  private List<SyncTask> all(Predicate<SyncTask> which) {
    return plan.tasks().stream().filter(which).toList();
  }

  /// Everything but the phase that runs only after a failure.
  private Stream<SyncTask> main() {
    return plan.tasks().stream().filter(task -> task.phase() != SyncPhase.SYNC_FAIL);
  }

  private boolean isMultiStep() {
    var tasks = main().toList();
    return !tasks.isEmpty() && !tasks.getFirst().sameWave(tasks.getLast());
  }

  private boolean isInLastWave(SyncTask task) {
    return main().reduce((first, second) -> second).map(task::sameWave).orElse(false);
  }

  /// A sync that ends with objects ends when they were applied, however they do afterwards.
  private boolean isInLastWaveOfObjects(SyncTask task) {
    return isInLastWave(task) && main().filter(task::sameWave).noneMatch(SyncTask::isHook);
  }

  private Optional<Manifest> found(SyncTask task) {
    return live.of(task.object()) instanceof LiveObject.Found(Manifest object)
        ? Optional.of(object)
        : Optional.empty();
  }

  private static boolean isBeingDeleted(Manifest object) {
    return !object.text("metadata", "deletionTimestamp").isEmpty();
  }

  private boolean isPending(SyncTask task) {
    return progress.phase(task).isEmpty();
  }

  private boolean isRunning(SyncTask task) {
    return progress.phase(task).map(phase -> !phase.completed()).orElse(false);
  }

  private boolean isCompleted(SyncTask task) {
    return progress.phase(task).map(OperationPhase::completed).orElse(false);
  }

  private boolean isFailed(SyncTask task) {
    return progress.phase(task).map(OperationPhase::failed).orElse(false);
  }

  private List<String> messages(List<SyncTask> tasks) {
    return tasks.stream().map(progress::message).filter(text -> !text.isEmpty()).toList();
  }
}
