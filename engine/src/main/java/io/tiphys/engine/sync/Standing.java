package io.tiphys.engine.sync;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthCheck;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.sync.SyncStep.RunHook;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/// How each task of a plan stands in one turn: what was recorded of it, and what there is.
final class Standing {

  private final List<SyncTask> tasks;
  private final List<SyncTask> main;
  private final boolean multiStep;
  private final boolean endsWithObjects;
  private final LiveLookup live;
  private final HealthCheck health;
  private Progress progress;

  Standing(SyncPlan plan, Progress progress, LiveLookup live, HealthCheck health) {
    this.tasks = plan.tasks();
    this.main = tasks.stream().filter(task -> task.phase() != SyncPhase.SYNC_FAIL).toList();
    this.multiStep = !main.isEmpty() && !main.getFirst().sameWave(main.getLast());
    this.endsWithObjects =
        !main.isEmpty()
            && main.stream().filter(main.getLast()::sameWave).noneMatch(SyncTask::isHook);
    this.live = live;
    this.health = health;
    this.progress = progress;
  }

  Progress progress() {
    return progress;
  }

  void progress(Progress next) {
    progress = next;
  }

  List<SyncTask> all(Predicate<SyncTask> which) {
    return tasks.stream().filter(which).toList();
  }

  /// Everything but the phase that runs only after a failure.
  List<SyncTask> main(Predicate<SyncTask> which) {
    return main.stream().filter(which).toList();
  }

  List<SyncTask> rescue(Predicate<SyncTask> which) {
    return all(task -> task.phase() == SyncPhase.SYNC_FAIL && which.test(task));
  }

  boolean isMultiStep() {
    return multiStep;
  }

  boolean isInLastWave(SyncTask task) {
    return !main.isEmpty() && main.getLast().sameWave(task);
  }

  /// A sync that ends with objects ends when they were applied, however they do afterwards.
  boolean endsWithObjects() {
    return endsWithObjects;
  }

  boolean isPending(SyncTask task) {
    return progress.phase(task).isEmpty();
  }

  boolean isRunning(SyncTask task) {
    return progress.phase(task).map(phase -> !phase.completed()).orElse(false);
  }

  boolean isCompleted(SyncTask task) {
    return progress.phase(task).map(OperationPhase::completed).orElse(false);
  }

  boolean isFailed(SyncTask task) {
    return progress.phase(task).map(OperationPhase::failed).orElse(false);
  }

  boolean has(SyncTask task, ResultCode code) {
    return progress.code(task).map(code::equals).orElse(false);
  }

  List<String> messages(List<SyncTask> of) {
    return of.stream().map(progress::message).filter(text -> !text.isEmpty()).toList();
  }

  Optional<Manifest> found(SyncTask task) {
    return live.of(task.object()) instanceof LiveObject.Found(Manifest object)
        ? Optional.of(object)
        : Optional.empty();
  }

  /// A hook's object, if this run made it: a hook of two phases has one object after the other.
  Optional<Manifest> foundOfRun(SyncTask task) {
    return task.step() instanceof RunHook hook
        ? found(task)
            .filter(one -> one.annotation(Hook.RUN_ANNOTATION).orElse("").equals(hook.run()))
        : Optional.empty();
  }

  /// Whether a hook's object of this run is there, or nobody can say.
  boolean mayBeThere(SyncTask task) {
    return live.of(task.object()) instanceof LiveObject.NotSeen || foundOfRun(task).isPresent();
  }

  static boolean isHeld(Manifest hook) {
    return hook.at("metadata", "finalizers") instanceof List<?> names
        && names.contains(Hook.FINALIZER);
  }

  static boolean isBeingDeleted(Manifest object) {
    return !object.text("metadata", "deletionTimestamp").isEmpty();
  }

  boolean isHealthy(Manifest object) {
    return health.of(object).map(one -> one.code() == HealthStatusCode.HEALTHY).orElse(false);
  }

  /// Brings what was recorded up to what there is: objects that became healthy or broke, hooks that
  /// ended, and hooks that a run made which was interrupted before it recorded them.
  void observe() {
    var changes = new ArrayList<Progress.Change>();
    var pendingMain = main(task -> isPending(task) && !task.inSync());
    boolean failing = main.stream().anyMatch(this::isFailed);
    for (SyncTask task : tasks) {
      if (isRunning(task) && !(pendingMain.isEmpty() && isLeftToItself(task))) {
        change(task, progress.code(task).orElse(ResultCode.SYNCED)).ifPresent(changes::add);
      } else if (isPending(task)
          && task.isHook()
          && (task.phase() == SyncPhase.SYNC_FAIL
              ? failing
              : !pendingMain.isEmpty() && pendingMain.getFirst().sameWave(task))
          && foundOfRun(task).isPresent()) {
        changes.add(new Progress.Change(task, ResultCode.SYNCED, OperationPhase.RUNNING, ""));
        change(task, ResultCode.SYNCED).ifPresent(changes::add);
      }
    }
    progress = progress.with(changes);
  }

  /// The objects that end a sync are applied, and that is all that is said of them.
  private boolean isLeftToItself(SyncTask task) {
    return endsWithObjects && !task.isHook() && isInLastWave(task);
  }

  private Optional<Progress.Change> change(SyncTask task, ResultCode code) {
    return switch (live.of(task.object())) {
      case LiveObject.NotSeen() -> Optional.empty();
      case LiveObject.Gone() ->
          task.isHook() || multiStep
              ? Optional.of(
                  new Progress.Change(
                      task,
                      ResultCode.SYNC_FAILED,
                      OperationPhase.ERROR,
                      "Resource %s/%s/%s is missing, it might have been deleted"
                          .formatted(task.key().group(), task.key().kind(), task.key().name())))
              : Optional.empty();
      case LiveObject.Found(Manifest object) ->
          health
              .of(object)
              .map(verdict -> judged(task, code, verdict))
              .orElseGet(() ->
                  Optional.of(
                      new Progress.Change(
                          task,
                          code,
                          OperationPhase.SUCCEEDED,
                          task.isHook() ? object.name() + " created" : "")));
    };
  }

  private static Optional<Progress.Change> judged(SyncTask task, ResultCode code, Health verdict) {
    Optional<OperationPhase> phase =
        switch (verdict.code()) {
          case HEALTHY -> Optional.of(OperationPhase.SUCCEEDED);
          case DEGRADED -> Optional.of(OperationPhase.FAILED);
          case UNKNOWN -> hookOnly(task, OperationPhase.FAILED);
          case PROGRESSING, SUSPENDED, MISSING -> hookOnly(task, OperationPhase.RUNNING);
        };
    return phase.map(next ->
        new Progress.Change(
            task,
            code,
            next,
            next.failed() && verdict.message().isEmpty()
                ? "%s/%s is %s"
                    .formatted(task.key().kind(), task.key().name(), verdict.code().text())
                : verdict.message()));
  }

  private static Optional<OperationPhase> hookOnly(SyncTask task, OperationPhase phase) {
    return task.isHook() ? Optional.of(phase) : Optional.empty();
  }
}
