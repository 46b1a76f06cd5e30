package io.tiphys.engine.sync;

import io.tiphys.engine.hook.HookDeletePolicy;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A plan in words, for people who want to know in which order their objects are applied.
///
/// @param waves in their order
public record PlanOutline(List<Wave> waves) {

  /// What is done together; the next wave begins when all of it is well.
  ///
  /// @param steps in the order in which they are begun
  public record Wave(SyncPhase phase, int number, List<Line> steps) {
    public Wave {
      steps = List.copyOf(steps);
    }
  }

  /// One object.
  ///
  /// @param action such as `apply` or `prune`
  /// @param notes what is special about it
  /// @param refusal why it may not or cannot be done; empty when it can
  public record Line(Manifest object, String action, List<String> notes, Optional<String> refusal) {
    public Line {
      notes = List.copyOf(notes);
    }
  }

  public PlanOutline {
    waves = List.copyOf(waves);
  }

  public static PlanOutline of(SyncPlan plan) {
    var waves = new ArrayList<Wave>();
    var steps = new ArrayList<Line>();
    SyncTask last = null;
    for (SyncTask task : plan.tasks()) {
      if (last != null && !last.sameWave(task)) {
        waves.add(new Wave(last.phase(), last.wave(), steps));
        steps.clear();
      }
      steps.add(
          new Line(
              task.object(),
              action(task.step()),
              notes(task),
              Optional.ofNullable(plan.refusals().get(task.id()))));
      last = task;
    }
    if (last != null) {
      waves.add(new Wave(last.phase(), last.wave(), steps));
    }
    return new PlanOutline(waves);
  }

  private static String action(SyncStep step) {
    return switch (step) {
      case Apply apply -> action(apply.mode(), apply.options());
      case RunHook hook -> "hook: " + action(hook.mode(), hook.options());
      case Prune _ -> "prune";
      case Skip _ -> "leave";
    };
  }

  private static String action(ApplyMode mode, ApplyOptions options) {
    return switch (mode) {
      case CLIENT_SIDE -> "apply";
      case RECONCILE_THEN_CLIENT_SIDE -> "reconcile and apply";
      case SERVER_SIDE -> "server-side apply";
      case CREATE -> "create";
      case REPLACE -> options.force() ? "delete and create" : "replace";
      case UPDATE -> "replace";
    };
  }

  private static List<String> notes(SyncTask task) {
    var notes = new ArrayList<String>();
    switch (task.step()) {
      case Apply(var _, var _, var mode, var options) -> {
        if (options.force() && mode == ApplyMode.CLIENT_SIDE) {
          notes.add("deleted and created again if it cannot be changed");
        }
        tried(options, notes);
      }
      case RunHook hook -> {
        for (HookDeletePolicy policy : HookDeletePolicy.values()) {
          if (hook.hook().deletes(policy)) {
            notes.add(words(policy));
          }
        }
        tried(hook.options(), notes);
      }
      case Prune(var _, var policy, var awaits) -> {
        notes.add("dependents: " + policy.text());
        if (awaits) {
          notes.add("waits until somebody agrees");
        }
      }
      case Skip(var _, var reason) -> notes.add(reason.message());
    }
    if (task.inSync()) {
      notes.add("is as it should be, and is not applied");
    }
    return notes;
  }

  private static void tried(ApplyOptions options, List<String> notes) {
    switch (options.dryRun()) {
      case SERVER -> {}
      case SCHEMA -> notes.add("not tried out beforehand: what it needs or replaces is in the way");
      case NONE -> notes.add("not tried out beforehand: its kind is not there yet");
    }
    if (!options.validate()) {
      notes.add("not validated");
    }
  }

  private static String words(HookDeletePolicy policy) {
    return switch (policy) {
      case BEFORE_HOOK_CREATION -> "an earlier one is deleted first";
      case HOOK_SUCCEEDED -> "deleted when the sync succeeds";
      case HOOK_FAILED -> "deleted when the sync fails";
    };
  }
}
