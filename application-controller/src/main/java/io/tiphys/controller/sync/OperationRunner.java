package io.tiphys.controller.sync;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.desired.Desired;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.sync.ManagedNamespace;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.engine.sync.Progress;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.sync.SyncRequest;
import io.tiphys.engine.sync.SyncTarget;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.cache.LiveObject;
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
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /// @param waveDelay between waves, for other controllers to react
  /// @param timeout after which a sync is terminated; zero for never
  public OperationRunner(Duration waveDelay, Duration timeout) {
    this.waveDelay = waveDelay;
    this.timeout = timeout;
  }

  /// What a run needs of its surroundings.
  ///
  /// @param cluster the destination
  /// @param project says which objects are permitted
  /// @param instance the Application's name in marks
  /// @param desired asks for manifests of sources at revisions
  /// @param index places and marks them
  /// @param inSync compares targets with the cluster: those that need nothing
  /// @param save writes the state down at once; false when it could not
  public record Surroundings(
      Cluster cluster,
      Project project,
      AppInstance instance,
      DesiredSource desired,
      Function<Desired, TargetIndex> index,
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
    OperationMemory known = memory;
    if (known == null || !known.isAbout(state.startedAt(), state.retryCount())) {
      switch (around.desired().of(sources, revisions(state, sync))) {
        case DesiredAnswer.Ready(var desired) -> {
          state = state.withSyncResult(result(app, state, sources, desired));
          known =
              new OperationMemory(
                  state.startedAt(),
                  state.retryCount(),
                  around.index().apply(desired),
                  Progress.of(results(state)));
        }
        case DesiredAnswer.Failed(var message) -> {
          return over(state, OperationPhase.ERROR, "ComparisonError: " + message, now);
        }
        case DesiredAnswer.Unavailable(var message) -> {
          return new Advance(state.withMessage(message), memory, REPO_SERVER_AGAIN);
        }
      }
    }
    try {
      return run(app, state, sync, known, around, now);
    } catch (ComparisonFailedException e) { // the cluster cannot be read now
      return new Advance(
          state.withMessage("waiting for the cluster: " + e.getMessage()), known, CLUSTER_AGAIN);
    }
  }

  private Advance run(
      Application app,
      OperationState state,
      SyncOperation sync,
      OperationMemory known,
      Surroundings around,
      Instant now)
      throws InterruptedException {
    boolean timedOut = isTimedOut(state, now);
    boolean terminate = isTerminating(state, now);
    String revision = state.syncResult() == null ? "" : state.syncResult().revision();
    SyncRequest request =
        new SyncRequest(
            objects(known.targets(), sync, around),
            known.targets().hooks().stream().map(TargetObject::manifest).toList(),
            namespace(app, sync, around.cluster()),
            SyncRequest.Settings.of(state, revision, false));
    OperationState running = state;
    var run =
        new SyncRun(
            around.cluster(),
            object ->
                around
                    .project()
                    .resourceRefusal(
                        object,
                        around.cluster().scope(object.gvk().groupKind()) != Scope.CLUSTER,
                        new ApplicationDestination(
                            around.cluster().server(),
                            object.namespace(),
                            around.cluster().name(),
                            app.spec().destination().unknown())),
            waveDelay);
    return switch (run.run(
        request,
        known.progress(),
        terminate,
        (results, message) -> around.save().test(with(running, results).withMessage(message)))) {
      case SyncRun.Stand.Running(var progress, var message, var again) ->
          new Advance(
              with(state, progress.results()).withMessage(message),
              new OperationMemory(known.startedAt(), known.attempt(), known.targets(), progress),
              again);
      case SyncRun.Stand.Over(var progress, var phase, var message) ->
          over(
              with(state, progress.results()),
              phase,
              timedOut
                  ? "Operation terminated: it ran for more than " + timeout.toSeconds() + " s"
                  : message,
              now);
    };
  }

  /// Whether somebody, or its time limit, ends the operation; such a one is not tried again.
  public boolean isTerminating(OperationState state, Instant now) {
    return isTimedOut(state, now) || state.phase().equals(OperationPhase.TERMINATING.text());
  }

  private boolean isTimedOut(OperationState state, Instant now) {
    return !timeout.isZero()
        && state.startedAt() != null
        && now.isAfter(state.startedAt().plus(timeout));
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

  private static List<SyncTarget> objects(
      TargetIndex targets, SyncOperation sync, Surroundings around) {
    Cluster cluster = around.cluster();
    Set<ResourceKey> inSync =
        new SyncOptions(sync.syncOptions()).is("ApplyOutOfSyncOnly", "true")
            ? around.inSync().apply(targets)
            : Set.of(); // nobody asks
    var objects = new ArrayList<SyncTarget>();
    for (TargetObject target : targets.compared()) {
      Optional<Manifest> live =
          cluster.live(target.key()).flatMap(found -> cluster.read(found, target.gvk()));
      objects.add(
          new SyncTarget(Optional.of(target.manifest()), live, !inSync.contains(target.key())));
    }
    for (LiveObject live : cluster.managedBy(around.instance())) {
      if (!targets.objects().containsKey(live.key()) && !live.isDeleting()) {
        cluster
            .read(live, GroupVersionKind.of(live.apiVersion(), live.key().kind()))
            .ifPresent(
                object -> objects.add(new SyncTarget(Optional.empty(), Optional.of(object), true)));
      }
    }
    return objects;
  }

  private static Optional<ManagedNamespace> namespace(
      Application app, SyncOperation sync, Cluster cluster) {
    String name = app.spec().destination().namespace();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    SyncPolicy policy = app.spec().syncPolicy();
    SyncOptions options = new SyncOptions(sync.syncOptions());
    ResourceKey key = new ResourceKey("", "Namespace", "", name);
    Optional<Manifest> live =
        options.is("CreateNamespace", "true")
            ? cluster
                .live(key)
                .flatMap(found -> cluster.read(found, new GroupVersionKind("", "v1", "Namespace")))
            : Optional.empty();
    return ManagedNamespace.of(
        name, options, policy == null ? null : policy.managedNamespaceMetadata(), live);
  }
}
