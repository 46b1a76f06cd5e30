package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.desired.DesiredAnswer;
import io.tiphys.controller.sync.HookKeeper;
import io.tiphys.engine.deletion.Finalizers;
import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.hook.HookDeletePolicy;
import io.tiphys.engine.hook.HookType;
import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The hooks that run when an Application ends, before its objects go or after
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-waves/). A hook is kept by its
/// finalizer until the stage that ran it is written down as done, so that it runs once.
final class DeletionHooks {

  private static final Logger log = LoggerFactory.getLogger(DeletionHooks.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Write WRITE = Write.as("argocd-controller");

  private final Seen seen;
  private final AppMemory memory;
  private final Ground.Firm ground;
  private final WantedState wanted;

  DeletionHooks(Seen seen, AppMemory memory, Ground.Firm ground, WantedState wanted) {
    this.seen = seen;
    this.memory = memory;
    this.ground = ground;
    this.wanted = wanted;
  }

  /// The finalizers that an Application with these targets has to have.
  static Finalizers finalizers(Finalizers before, TargetIndex targets) {
    List<Manifest> hooks = targets.hooks().stream().map(TargetObject::manifest).toList();
    return before.forHooks(
        hooks.stream().anyMatch(hook -> is(hook, HookType.PRE_DELETE)),
        hooks.stream().anyMatch(hook -> is(hook, HookType.POST_DELETE)));
  }

  /// Runs them wave by wave as far as they go.
  Deletion.Step run(HookType type) throws InterruptedException {
    Optional<TargetIndex> targets;
    try {
      targets = targets();
    } catch (UnrenderedException e) {
      return new Deletion.Step.Stuck(
          "its %s hooks cannot be rendered: %s".formatted(type.text(), e.getMessage()));
    }
    if (targets.isEmpty()) {
      return new Deletion.Step.Waits(LOOK_AGAIN);
    }
    var waves =
        targets.get().hooks().stream()
            .map(TargetObject::manifest)
            .filter(hook -> is(hook, type))
            .map(this::named)
            .collect(Collectors.groupingBy(SyncWave::of, TreeMap::new, Collectors.toList()));
    for (List<Manifest> wave : waves.values()) {
      boolean isRunning = false;
      for (Manifest hook : wave) {
        switch (step(hook, type)) {
          case Deletion.Step.Done _ -> {}
          case Deletion.Step.Waits _ -> isRunning = true;
          case Deletion.Step.Stuck stuck -> {
            return stuck;
          }
        }
      }
      if (isRunning) {
        return new Deletion.Step.Waits(LOOK_AGAIN);
      }
    }
    return new Deletion.Step.Done();
  }

  /// Lets them go, and deletes those that say so.
  Deletion.Step cleanUp(HookType type, AppInstance instance) throws InterruptedException {
    Cluster cluster = ground.cluster();
    for (LiveObject object : cluster.managedBy(instance)) {
      Optional<Manifest> live =
          cluster.read(object, GroupVersionKind.of(object.apiVersion(), object.key().kind()));
      if (live.isEmpty()
          || !(Hook.of(live.get()) instanceof Hook.Runs hook)
          || !hook.types().contains(type)) {
        continue;
      }
      boolean failed = code(live.get()) == HealthStatusCode.DEGRADED;
      HookKeeper.release(cluster, live.get());
      if (hook.deletes(failed ? HookDeletePolicy.HOOK_FAILED : HookDeletePolicy.HOOK_SUCCEEDED)) {
        List<String> problems = new Removal(cluster, true).of(List.of(live.get()));
        if (!problems.isEmpty()) {
          return new Deletion.Step.Stuck(problems.getFirst());
        }
      }
    }
    return new Deletion.Step.Done();
  }

  private Deletion.Step step(Manifest hook, HookType type) throws InterruptedException {
    Cluster cluster = ground.cluster();
    ResourceKey key = hook.key();
    Optional<Manifest> live = cluster.live(key).flatMap(object -> cluster.read(object, hook.gvk()));
    if (live.isEmpty()) {
      return create(hook, type);
    }
    if (isOfAnotherRun(live.get())) { // as BeforeHookCreation asks, which is the default
      List<String> problems = new Removal(cluster, true).of(List.of(live.get()));
      return problems.isEmpty()
          ? new Deletion.Step.Waits(LOOK_AGAIN)
          : new Deletion.Step.Stuck(problems.getFirst());
    }
    return switch (code(live.get())) {
      case PROGRESSING -> awaited(live.get());
      case DEGRADED -> failed(live.get(), type);
      case HEALTHY, SUSPENDED, MISSING, UNKNOWN -> new Deletion.Step.Done();
    };
  }

  /// One that somebody deletes before it ends is let go, and then made again.
  private Deletion.Step awaited(Manifest live) throws InterruptedException {
    if (!live.text("metadata", "deletionTimestamp").isEmpty()) {
      HookKeeper.release(ground.cluster(), live);
    }
    return new Deletion.Step.Waits(LOOK_AGAIN);
  }

  private Deletion.Step failed(Manifest live, HookType type) throws InterruptedException {
    if (type == HookType.POST_DELETE) { // as the original: nothing is left to be saved
      log.warn("Application {}: PostDelete hook {} failed", seen.key(), live.key());
      return new Deletion.Step.Done();
    }
    if (!live.text("metadata", "deletionTimestamp").isEmpty()) {
      return awaited(live);
    }
    String why = ground.cluster().health().of(live).map(Health::message).orElse("");
    return new Deletion.Step.Stuck(
        "%s hook %s failed%s; delete it to have it run again"
            .formatted(type.text(), live.key(), why.isEmpty() ? "" : ": " + why));
  }

  private Deletion.Step create(Manifest hook, HookType type) throws InterruptedException {
    Cluster cluster = ground.cluster();
    Application app = seen.app();
    Optional<String> refusal =
        ground
            .project()
            .resourceRefusal(
                hook,
                cluster.scope(hook.gvk().groupKind()) != Scope.CLUSTER,
                Grounds.named(app.spec().destination(), cluster));
    var resource = cluster.resource(hook.gvk());
    if (refusal.isPresent() || resource.isEmpty()) {
      return new Deletion.Step.Stuck(
          "%s hook %s cannot run: %s"
              .formatted(
                  type.text(), hook.key(), refusal.orElse("the cluster does not know its kind")));
    }
    Manifest kept = hook.with(List.of(Hook.FINALIZER), "metadata", "finalizers");
    Answer answer =
        cluster.writing(() ->
            cluster
                .client()
                .create(resource.get().collection(hook.namespace()), kept.toJson(), WRITE));
    return switch (answer) {
      case Answer.Ok(var _, var body) -> {
        cluster.cache().observe(resource.get(), body);
        yield new Deletion.Step.Waits(LOOK_AGAIN);
      }
      case Answer.Refused refused when refused.reason().equals("AlreadyExists") ->
          new Deletion.Step.Waits(LOOK_AGAIN); // the watch has not seen it yet
      case Answer.Refused _, Answer.Unreachable _ ->
          new Deletion.Step.Stuck(
              "%s hook %s could not be created: %s"
                  .formatted(type.text(), hook.key(), answer.problem()));
    };
  }

  /// What Git asks for now, or else what was deployed the last time: the path may be gone with the
  /// Application.
  ///
  /// @return empty when the repo server does not answer now
  private Optional<TargetIndex> targets() throws UnrenderedException {
    AppMemory.Wanted known = memory.wanted;
    TargetIndex ending = known == null ? memory.ending : known.index();
    if (ending != null) {
      return Optional.of(ending);
    }
    Application app = seen.app();
    DesiredAnswer answer = wanted.ask(seen, ground, AppKey.sources(app), List.of());
    if (answer instanceof DesiredAnswer.Failed && !app.status().history().isEmpty()) {
      RevisionHistory last = app.status().history().getLast();
      DesiredAnswer before =
          last.sources().isEmpty()
              ? wanted.ask(seen, ground, List.of(last.source()), List.of(last.revision()))
              : wanted.ask(seen, ground, last.sources(), last.revisions());
      answer = before instanceof DesiredAnswer.Failed ? answer : before;
    }
    return switch (answer) {
      case DesiredAnswer.Ready(var desired) -> {
        TargetIndex index = wanted.index(seen, ground, desired);
        memory.ending = index;
        yield Optional.of(index);
      }
      case DesiredAnswer.Failed(var message) -> throw new UnrenderedException(message);
      case DesiredAnswer.Unavailable(var _) -> Optional.empty();
    };
  }

  /// A hook whose name is to be made gets one that the next look finds again.
  private Manifest named(Manifest hook) {
    return hook.name().isEmpty()
        ? hook.with(
            hook.text("metadata", "generateName")
                + Integer.toHexString(seen.app().metadata().uid().hashCode()),
            "metadata",
            "name")
        : hook;
  }

  private boolean isOfAnotherRun(Manifest live) {
    Instant deleted = seen.app().metadata().deletionTimestamp();
    String created = live.text("metadata", "creationTimestamp");
    return deleted != null && !created.isEmpty() && Instant.parse(created).isBefore(deleted);
  }

  private static boolean is(Manifest object, HookType type) {
    return Hook.of(object) instanceof Hook.Runs hook && hook.types().contains(type);
  }

  private HealthStatusCode code(Manifest live) {
    return ground.cluster().health().of(live).map(Health::code).orElse(HealthStatusCode.HEALTHY);
  }

  private static final class UnrenderedException extends Exception {
    private static final long serialVersionUID = 1;

    UnrenderedException(String message) {
      super(message);
    }
  }
}
