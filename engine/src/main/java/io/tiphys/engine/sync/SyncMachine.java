package io.tiphys.engine.sync;

import io.tiphys.engine.health.HealthCheck;
import io.tiphys.engine.hook.HookDeletePolicy;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Says what comes next in a sync, from its plan and everything that was recorded. It has no
/// memory: asked twice with the same values, it answers the same, and whoever asks after a kill
/// goes on where the record ends. What was recorded as done is not decided again; what was not is
/// decided again, and every step bears being done twice.
public final class SyncMachine {

  private final SyncPlan plan;
  private final Standing standing;

  private SyncMachine(SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    this.plan = plan;
    this.standing = new Standing(plan, progress, live, health);
  }

  /// @param plan of this operation, from a comparison as fresh as there is
  /// @param progress what was recorded
  /// @param live what there is; asked about tasks that were carried out and about hooks
  /// @param health judges live objects
  public static Turn next(SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    var machine = new SyncMachine(plan, progress, live, health);
    Decision decision = machine.decide();
    return new Turn(machine.standing.progress(), decision);
  }

  /// The end of an operation that somebody, or its time limit, stops: running hooks go.
  public static Turn terminate(
      SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    var machine = new SyncMachine(plan, progress, live, health);
    Decision decision = machine.stop();
    return new Turn(machine.standing.progress(), decision);
  }

  private Decision decide() {
    return refused()
        .or(this::beforeDryRun)
        .or(this::dryRun)
        .or(this::releaseEnded)
        .or(this::waitForRunning)
        .orElseGet(this::nextWave);
  }

  private Optional<Decision> refused() {
    var changes = new ArrayList<Progress.Change>();
    for (SyncTask task : standing.all(standing::isPending)) {
      String reason = plan.refusals().get(task.id());
      if (reason != null) {
        changes.add(
            new Progress.Change(task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, reason));
      }
    }
    if (changes.isEmpty()) {
      return Optional.empty();
    }
    standing.progress(standing.progress().with(changes));
    var reasons = changes.stream().map(Progress.Change::message).toList();
    return Optional.of(
        failed("one or more synchronization tasks are not valid: " + SyncMessages.some(reasons)));
  }

  /// The namespace has to be there, or nothing in it could be tried out.
  private Optional<Decision> beforeDryRun() {
    if (plan.dryRun() || standing.progress().dryRunPassed(plan)) {
      return Optional.empty();
    }
    var namespace = standing.all(task -> plan.namespace().map(task.id()::equals).orElse(false));
    if (namespace.stream().anyMatch(standing::isPending)) {
      return Optional.of(new Decision.Carry(List.of(namespace), false));
    }
    return namespace.stream().anyMatch(standing::isFailed)
        ? Optional.of(failed("the namespace failed to apply", namespace))
        : Optional.empty();
  }

  private Optional<Decision> dryRun() {
    if (standing.progress().dryRunFailed()) {
      return Optional.of(dryRunFailed());
    }
    if (!standing.progress().dryRunPassed(plan)) {
      var tasks = standing.all(task -> standing.isPending(task) && canBeTriedOut(task));
      if (!tasks.isEmpty()) {
        return Optional.of(new Decision.DryRun(List.of(tasks)));
      }
      standing.progress(standing.progress().afterDryRun(plan, Map.of()));
    }
    if (!plan.dryRun()) {
      return Optional.empty();
    }
    return Optional.of(
        standing.all(standing::isFailed).isEmpty()
            ? new Decision.Finished(OperationPhase.SUCCEEDED, SyncMessages.ALL_TASKS_RUN, List.of())
            : dryRunFailed());
  }

  private Decision dryRunFailed() {
    return failed(
        "one or more objects failed to apply (dry run)", standing.all(standing::isFailed));
  }

  private static boolean canBeTriedOut(SyncTask task) {
    return !task.inSync()
        && switch (task.step()) {
          case Apply apply -> apply.options().dryRun() != DryRunMode.NONE;
          case RunHook hook -> hook.options().dryRun() != DryRunMode.NONE;
          case Prune _, Skip _ -> false;
        };
  }

  /// Looks after what was carried out: how it is doing, and which hooks may go.
  private Optional<Decision> releaseEnded() {
    standing.observe();
    var held =
        standing.all(task ->
            standing.isCompleted(task)
                && standing.foundOfRun(task).map(Standing::isHeld).orElse(false));
    return held.isEmpty() ? Optional.empty() : Optional.of(new Decision.ReleaseHooks(held));
  }

  private Optional<Decision> waitForRunning() {
    boolean failing = !standing.main(standing::isFailed).isEmpty();
    var running =
        standing.all(task ->
            standing.isRunning(task)
                && (task.isHook()
                    || standing.isMultiStep()
                        && !failing
                        && !(standing.isInLastWave(task) && standing.endsWithObjects())));
    if (!running.isEmpty()) {
      return Optional.of(new Decision.Wait(SyncMessages.waiting(running, false), running));
    }
    if (failing) {
      return Optional.empty();
    }
    var leaving =
        standing.all(task ->
            task.isPrune()
                && standing.has(task, ResultCode.PRUNED)
                && !standing.isInLastWave(task)
                && standing.found(task).map(Standing::isBeingDeleted).orElse(false));
    return leaving.isEmpty()
        ? Optional.empty()
        : Optional.of(new Decision.Wait(SyncMessages.waiting(leaving, true), leaving));
  }

  private Decision nextWave() {
    var broken = standing.main(standing::isFailed);
    if (!broken.isEmpty()) {
      return afterFailure(broken);
    }
    while (true) {
      var pending = standing.main(task -> standing.isPending(task) && !task.inSync());
      if (pending.isEmpty()) {
        return new Decision.Finished(
            OperationPhase.SUCCEEDED,
            standing.endsWithObjects() ? SyncMessages.ALL_TASKS_RUN : SyncMessages.NO_MORE_TASKS,
            hooksToDelete(HookDeletePolicy.HOOK_SUCCEEDED));
      }
      var wave = pending.stream().filter(pending.getFirst()::sameWave).toList();
      var skips = new ArrayList<Progress.Change>();
      for (SyncTask task : wave) {
        if (task.step() instanceof Skip(Manifest _, SkipReason reason)) {
          skips.add(
              new Progress.Change(
                  task, ResultCode.PRUNE_SKIPPED, OperationPhase.SUCCEEDED, reason.message()));
        }
      }
      if (skips.isEmpty()) {
        return carry(wave, pending.size() > wave.size());
      }
      standing.progress(standing.progress().with(skips));
    }
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
        standing
            .found(task)
            .ifPresent(object ->
                (Standing.isBeingDeleted(object) && !Standing.isHeld(object) ? leaving : delete)
                    .add(task));
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
        standing.all(task ->
            definedKind(task)
                .map(kind -> standing.isRunning(task) && hasObjectOf(kind, makes))
                .orElse(false));
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
        && definedKind(definition)
            .map(kind ->
                !apply.live().map(standing::isHealthy).orElse(false) && hasObjectOf(kind, rest))
            .orElse(false);
  }

  private static Optional<GroupKind> definedKind(SyncTask task) {
    return task.step() instanceof Apply ? SyncPlan.definedKind(task.object()) : Optional.empty();
  }

  private static boolean hasObjectOf(GroupKind kind, List<SyncTask> tasks) {
    return tasks.stream().anyMatch(task -> task.object().gvk().groupKind().equals(kind));
  }

  private Decision afterFailure(List<SyncTask> broken) {
    var pending = standing.rescue(standing::isPending);
    if (!pending.isEmpty()) {
      var wave = pending.stream().filter(pending.getFirst()::sameWave).toList();
      return carry(wave, pending.size() > wave.size());
    }
    boolean notApplied =
        broken.stream().anyMatch(task -> standing.has(task, ResultCode.SYNC_FAILED));
    String message =
        SyncMessages.withReasons(
            notApplied
                ? "one or more objects failed to apply"
                : "one or more synchronization tasks completed unsuccessfully",
            standing.messages(broken));
    var brokenRescue = standing.rescue(standing::isFailed);
    return failed(
        brokenRescue.isEmpty()
            ? message
            : message
                + "\n"
                + SyncMessages.withReasons(
                    "one or more SyncFail hooks failed", standing.messages(brokenRescue)));
  }

  private Decision failed(String message, List<SyncTask> because) {
    return failed(SyncMessages.withReasons(message, standing.messages(because)));
  }

  private Decision failed(String message) {
    return new Decision.Finished(
        OperationPhase.FAILED, message, hooksToDelete(HookDeletePolicy.HOOK_FAILED));
  }

  private Decision stop() {
    return releaseEnded()
        .orElseGet(() -> {
          var running = standing.all(task -> task.isHook() && standing.isRunning(task));
          standing.progress(
              standing
                  .progress()
                  .with(
                      running.stream()
                          .map(task ->
                              new Progress.Change(
                                  task,
                                  ResultCode.SYNCED,
                                  OperationPhase.FAILED,
                                  SyncMessages.TERMINATED))
                          .toList()));
          // those of a process that was killed in this very moment, too
          var delete = new ArrayList<>(standing.all(this::isTerminated));
          hooksToDelete(HookDeletePolicy.HOOK_FAILED).stream()
              .filter(task -> !delete.contains(task))
              .forEach(delete::add);
          return new Decision.Finished(OperationPhase.FAILED, "Operation terminated", delete);
        });
  }

  private boolean isTerminated(SyncTask task) {
    return task.isHook()
        && standing.progress().message(task).equals(SyncMessages.TERMINATED)
        && standing.mayBeThere(task);
  }

  private List<SyncTask> hooksToDelete(HookDeletePolicy policy) {
    return standing.all(task ->
        task.step() instanceof RunHook hook
            && hook.hook().deletes(policy)
            && standing.isCompleted(task)
            && standing.foundOfRun(task).isPresent());
  }
}
