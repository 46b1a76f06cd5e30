package io.tiphys.engine.sync;

import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.sync.SyncStep.Prune;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.engine.sync.SyncStep.Skip;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.application.ResourceResultBuilder;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How far a sync is: what was recorded of each task. All that matters of it is in
/// `status.operationState.syncResult.resources`, so that another process goes on where this one
/// stopped.
public final class Progress {

  private enum DryRun {
    OPEN,
    PASSED,
    FAILED
  }

  private final Map<TaskId, ResourceResult> results;
  private final DryRun dryRun;

  private Progress(Map<TaskId, ResourceResult> results, DryRun dryRun) {
    this.results = Collections.unmodifiableMap(results);
    this.dryRun = dryRun;
  }

  /// Nothing was done yet.
  public static Progress none() {
    return new Progress(Map.of(), DryRun.OPEN);
  }

  /// @param recorded the results in the Application's status
  public static Progress of(Collection<ResourceResult> recorded) {
    var results = new LinkedHashMap<TaskId, ResourceResult>();
    for (ResourceResult result : recorded) {
      results.put(id(result), result);
    }
    return new Progress(results, DryRun.OPEN);
  }

  private static TaskId id(ResourceResult result) {
    return new TaskId(
        SyncPhase.of(result.syncPhase()).orElse(SyncPhase.SYNC),
        new ResourceKey(result.group(), result.kind(), result.namespace(), result.name()));
  }

  /// For the Application's status, in the order in which the tasks were done.
  public List<ResourceResult> results() {
    return List.copyOf(results.values());
  }

  /// What carrying out a task came to.
  public Progress record(SyncTask task, Outcome outcome) {
    return record(Map.of(task, outcome));
  }

  /// What carrying out several tasks came to, in the map's order.
  public Progress record(Map<SyncTask, Outcome> outcomes) {
    var copy = new LinkedHashMap<>(results);
    outcomes.forEach((task, outcome) -> put(copy, task, outcome));
    return new Progress(copy, dryRun);
  }

  private static void put(Map<TaskId, ResourceResult> into, SyncTask task, Outcome outcome) {
    switch (outcome) {
      case Outcome.Failed(String message) ->
          put(into, task, ResultCode.SYNC_FAILED, OperationPhase.FAILED, message);
      case Outcome.Done(String message) -> {
        switch (task.step()) {
          case Apply _, RunHook _ ->
              put(into, task, ResultCode.SYNCED, OperationPhase.RUNNING, message);
          case Prune _ -> put(into, task, ResultCode.PRUNED, OperationPhase.SUCCEEDED, message);
          case Skip _ ->
              put(into, task, ResultCode.PRUNE_SKIPPED, OperationPhase.SUCCEEDED, message);
        }
      }
    }
  }

  /// What trying out came to, all of [Decision.DryRun] at once. When nothing failed and the sync
  /// itself is no dry run, nothing is recorded.
  public Progress afterDryRun(SyncPlan plan, Map<SyncTask, Outcome> outcomes) {
    var copy = new LinkedHashMap<>(results);
    DryRun verdict = DryRun.PASSED;
    for (SyncTask task : plan.tasks()) {
      if (outcomes.get(task) instanceof Outcome.Failed failed) {
        verdict = DryRun.FAILED;
        put(copy, task, failed);
      }
    }
    if (verdict == DryRun.PASSED && plan.dryRun()) {
      plan.tasks().forEach(task -> putTriedOut(copy, task, outcomes.get(task)));
    }
    return new Progress(copy, verdict);
  }

  private static void putTriedOut(
      Map<TaskId, ResourceResult> into, SyncTask task, @Nullable Outcome outcome) {
    switch (task.step()) {
      case Apply _, RunHook _ ->
          put(
              into,
              task,
              ResultCode.SYNCED,
              OperationPhase.SUCCEEDED,
              outcome instanceof Outcome.Done(String said) ? said : "");
      case Prune _ ->
          put(into, task, ResultCode.PRUNED, OperationPhase.SUCCEEDED, "pruned (dry run)");
      case Skip(Manifest _, SkipReason reason) ->
          put(into, task, ResultCode.PRUNE_SKIPPED, OperationPhase.SUCCEEDED, reason.message());
    }
  }

  boolean dryRunFailed() {
    return dryRun == DryRun.FAILED;
  }

  /// Whatever was recorded besides the destination's namespace was recorded after the dry run.
  boolean dryRunPassed(SyncPlan plan) {
    return dryRun == DryRun.PASSED
        || results.keySet().stream()
            .anyMatch(id -> !plan.namespace().map(id::equals).orElse(false));
  }

  Optional<OperationPhase> phase(SyncTask task) {
    ResourceResult result = results.get(task.id());
    return result == null ? Optional.empty() : OperationPhase.of(result.hookPhase());
  }

  Optional<ResultCode> code(SyncTask task) {
    ResourceResult result = results.get(task.id());
    return result == null ? Optional.empty() : ResultCode.of(result.status());
  }

  String message(SyncTask task) {
    ResourceResult result = results.get(task.id());
    return result == null ? "" : result.message();
  }

  /// What became of a task.
  ///
  /// @param message empty to keep the one before
  record Change(SyncTask task, ResultCode code, OperationPhase phase, String message) {}

  Progress with(List<Change> changes) {
    if (changes.isEmpty()) {
      return this;
    }
    var copy = new LinkedHashMap<>(results);
    changes.forEach(one -> put(copy, one.task(), one.code(), one.phase(), one.message()));
    return new Progress(copy, dryRun);
  }

  private static void put(
      Map<TaskId, ResourceResult> into,
      SyncTask task,
      ResultCode code,
      OperationPhase phase,
      String message) {
    ResourceResult before = into.get(task.id());
    var builder = before == null ? blank(task) : ResourceResultBuilder.builder(before);
    builder.status(code.text()).hookPhase(phase.text());
    if (!message.isEmpty()) {
      builder.message(SyncMessages.bounded(message));
    }
    into.put(task.id(), builder.build());
  }

  private static ResourceResultBuilder blank(SyncTask task) {
    Manifest object = task.object();
    return ResourceResultBuilder.builder()
        .group(object.gvk().group())
        .version(object.gvk().version())
        .kind(object.kind())
        .namespace(object.namespace())
        .name(object.name())
        .hookType(task.isHook() ? task.phase().text() : "")
        .syncPhase(task.phase().text())
        .images(ContainerImages.of(object));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Progress progress
        && results.equals(progress.results)
        && dryRun == progress.dryRun;
  }

  @Override
  public int hashCode() {
    return results.hashCode();
  }
}
