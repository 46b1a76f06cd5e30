package io.tiphys.controller.sync;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.desired.Desired;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.Retry;
import io.tiphys.engine.sync.Supersession;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.Operation;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.application.SyncOperationResultBuilder;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Carries an Application's operation as far as it goes without waiting. Everything that another
/// process needs to go on is in `status.operationState`.
public final class OperationRunner {

  private static final Duration REPO_SERVER_AGAIN = Duration.ofSeconds(3);

  private static final Duration CLUSTER_AGAIN = Duration.ofSeconds(3);

  private final Duration waveDelay;
  private final Duration timeout;
  private final InstantSource clock;

  /// @param waveDelay between waves, for other controllers to react
  /// @param timeout after which a sync is terminated; zero for never
  public OperationRunner(Duration waveDelay, Duration timeout, InstantSource clock) {
    this.waveDelay = waveDelay;
    this.timeout = timeout;
    this.clock = clock;
  }

  /// What a run needs of its surroundings.
  ///
  /// @param cluster the destination
  /// @param project says which objects are permitted
  /// @param instance the Application's name in marks
  /// @param desired asks for manifests of sources at revisions
  /// @param index places and marks them
  /// @param rules how they are compared
  /// @param inSync compares targets with the cluster: those that need nothing
  /// @param save writes the state down at once; false when it could not
  public record Surroundings(
      Cluster cluster,
      Project project,
      AppInstance instance,
      DesiredSource desired,
      Function<Desired, TargetIndex> index,
      Rules rules,
      Function<TargetIndex, Set<ResourceKey>> inSync,
      Predicate<OperationState> save) {}

  /// Asks for manifests.
  @FunctionalInterface
  public interface DesiredSource {
    DesiredAnswer of(List<ApplicationSource> sources, List<String> revisions);
  }

  /// Where it stands.
  ///
  /// @param state for `status.operationState`
  /// @param memory for the next call; null when it is over
  /// @param again when to call again, if nothing happens before; null when it is over
  public record Advance(
      OperationState state, @Nullable OperationMemory memory, @Nullable Duration again) {

    public boolean isOver() {
      return again == null;
    }

    /// Whether it waits for objects.
    public boolean isStalled() {
      return memory != null && memory.stalled().isPresent();
    }
  }

  /// The state of an operation that was just asked for.
  public static OperationState begin(Operation operation, Instant now) {
    return OperationStateBuilder.builder()
        .operation(operation)
        .phase(OperationPhase.RUNNING.text())
        .startedAt(now)
        .build();
  }

  /// @param app its state is running or terminating
  /// @param memory of the call before; null for none
  public Advance advance(
      Application app,
      OperationState state,
      @Nullable OperationMemory memory,
      Surroundings around,
      Instant now)
      throws InterruptedException {
    SyncOperation sync = state.operation().sync();
    if (sync == null) {
      return over(state, OperationPhase.FAILED, "Invalid operation request", now);
    }
    List<ApplicationSource> sources = sources(app, sync);
    boolean isNoted = state.syncResult() != null;
    OperationMemory known = memory;
    if (known == null || !known.isAbout(state)) {
      switch (around.desired().of(sources, revisions(state, sync))) {
        case DesiredAnswer.Ready(var desired) -> {
          known =
              OperationMemory.begin(
                  state,
                  result(app, state, sources, desired),
                  around.index().apply(desired),
                  Progress.of(results(state)));
          state = state.withSyncResult(known.begun());
        }
        case DesiredAnswer.Failed(var message) -> {
          return over(state, OperationPhase.ERROR, "ComparisonError: " + message, now);
        }
        case DesiredAnswer.Unavailable(var message) -> {
          return new Advance(state.withMessage(message), memory, REPO_SERVER_AGAIN);
        }
      }
    } else if (!isNoted) {
      state = state.withSyncResult(known.begun());
    }
    try {
      return run(app, state, isNoted, sync, known, around, now);
    } catch (ComparisonFailedException e) { // the cluster cannot be read now
      return new Advance(
          state.withMessage("waiting for the cluster: " + e.getMessage()), known, CLUSTER_AGAIN);
    }
  }

  private Advance run(
      Application app,
      OperationState state,
      boolean isNoted,
      SyncOperation sync,
      OperationMemory known,
      Surroundings around,
      Instant now)
      throws InterruptedException {
    boolean terminate = isTerminating(state, now);
    if (!terminate && known.pauseUntil().isAfter(now)) {
      return new Advance(state, known, Duration.between(now, known.pauseUntil()));
    }
    var objects = new SyncObjects(known.targets(), sync, around);
    Optional<String> shared = objects.shared(app);
    if (shared.isPresent() && !terminate) {
      return over(state, OperationPhase.FAILED, shared.get(), now);
    }
    String revision = state.syncResult() == null ? "" : state.syncResult().revision();
    var request =
        new SyncRequest(
            objects.targets(),
            objects.hooks(),
            objects.namespace(app),
            SyncRequest.Settings.of(app, state, revision));
    var asked =
        new SyncRun.Asked(
            request,
            known.progress(),
            isNoted,
            terminate,
            known.stalled(),
            Optional.ofNullable(known.cutOffSince()),
            now);
    var run =
        new SyncRun(
            around.cluster(), around.instance(), object -> refusal(object, app, around), waveDelay);
    SyncRun.Stand stand =
        run.run(
            asked,
            (results, message) ->
                around
                    .save()
                    .test(with(state, results).withMessage(terminate ? state.message() : message)));
    OperationState done = with(state, stand.progress().results());
    return switch (stand) {
      case SyncRun.Stand.Running(var progress, var message, var again) ->
          new Advance(done.withMessage(message), known.with(progress, now, null), again);
      case SyncRun.Stand.CutOff(var progress, var message, var since, var again) ->
          new Advance(done.withMessage(message), known.cutOff(progress, since), again);
      case SyncRun.Stand.Pausing(var progress, var message, var delay) ->
          new Advance(
              done.withMessage(message),
              known.with(progress, clock.instant().plus(delay), null),
              delay);
      case SyncRun.Stand.Waiting(var progress, var message, var stall, var again) ->
          new Advance(
              done.withMessage(message),
              known.with(progress, now, stall),
              beforeTimeout(again, state, now));
      case SyncRun.Stand.Over(var _, var phase, var message) ->
          over(done, phase, ending(message, state, terminate), now);
    };
  }

  private static Optional<String> refusal(Manifest object, Application app, Surroundings around) {
    Cluster cluster = around.cluster();
    return around
        .project()
        .resourceRefusal(
            object,
            cluster.scope(object.gvk().groupKind()) != Scope.CLUSTER,
            new ApplicationDestination(
                cluster.server(),
                object.namespace(),
                cluster.name(),
                app.spec().destination().unknown()));
  }

  private String ending(String message, OperationState state, boolean terminated) {
    if (!terminated) {
      return message;
    }
    return state.phase().equals(OperationPhase.TERMINATING.text())
        ? Supersession.ending(message, state.message())
        : message + ", triggered by controller sync timeout";
  }

  /// Whether somebody, or its time limit, ends the operation; such a one is not tried again.
  public boolean isTerminating(OperationState state, Instant now) {
    return isTimedOut(state, now) || state.phase().equals(OperationPhase.TERMINATING.text());
  }

  /// An operation that waits has its turn when its time is over, not some time after.
  private Duration beforeTimeout(Duration again, OperationState state, Instant now) {
    Instant start = state.startedAt();
    if (timeout.isZero() || start == null || isTimedOut(state, now)) {
      return again;
    }
    Duration left = Duration.between(now, start.plus(timeout)).plusMillis(1);
    return left.compareTo(again) < 0 ? left : again;
  }

  private boolean isTimedOut(OperationState state, Instant now) {
    return !timeout.isZero()
        && state.startedAt() != null
        && now.isAfter(state.startedAt().plus(timeout));
  }

  /// The end of an operation that may not be carried out.
  public static Advance refused(OperationState state, String message, Instant now) {
    return over(state, OperationPhase.ERROR, message, now);
  }

  private static Advance over(
      OperationState state, OperationPhase phase, String message, Instant now) {
    return new Advance(
        state.withPhase(phase.text()).withMessage(message).withFinishedAt(now), null, null);
  }

  private static List<ApplicationSource> sources(Application app, SyncOperation sync) {
    if (!sync.sources().isEmpty()) {
      return sync.sources();
    }
    if (sync.source() != null) {
      return List.of(sync.source());
    }
    return AppKey.sources(app);
  }

  /// A run that was begun goes on with the commit that it began with.
  private static List<String> revisions(OperationState state, SyncOperation sync) {
    SyncOperationResult begun = state.syncResult();
    if (begun != null && !begun.revisions().isEmpty()) {
      return begun.revisions();
    }
    if (begun != null && !begun.revision().isEmpty()) {
      return List.of(begun.revision());
    }
    if (Retry.takesLatest(state)) {
      return List.of();
    }
    return sync.revisions().isEmpty() ? List.of(sync.revision()) : sync.revisions();
  }

  private static List<ResourceResult> results(OperationState state) {
    return state.syncResult() == null ? List.of() : state.syncResult().resources();
  }

  private static OperationState with(OperationState state, List<ResourceResult> results) {
    SyncOperationResult result = state.syncResult();
    return result == null ? state : state.withSyncResult(result.withResources(results));
  }

  private static SyncOperationResult result(
      Application app, OperationState state, List<ApplicationSource> sources, Desired desired) {
    boolean multiple = sources.size() > 1 || !app.spec().sources().isEmpty();
    SyncPolicy policy = app.spec().syncPolicy();
    var result =
        SyncOperationResultBuilder.builder()
            .resources(results(state))
            .revision(multiple ? "" : desired.revisions().getFirst())
            .revisions(multiple ? desired.revisions() : List.of())
            .managedNamespaceMetadata(policy == null ? null : policy.managedNamespaceMetadata());
    if (multiple) {
      result.sources(sources);
    } else {
      result.source(sources.getFirst());
    }
    return result.build();
  }
}
