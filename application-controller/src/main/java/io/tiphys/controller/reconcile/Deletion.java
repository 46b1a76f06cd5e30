package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.engine.deletion.Blockers;
import io.tiphys.engine.deletion.DeletionPlan;
import io.tiphys.engine.deletion.Finalizers;
import io.tiphys.engine.deletion.Staying;
import io.tiphys.engine.hook.HookType;
import io.tiphys.engine.sync.DeletionApproval;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.target.Scope;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends an Application: runs its hooks for that, and deletes what it manages, as its finalizers ask
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/). Everything that another
/// process needs to go on is in the finalizers that are left.
public final class Deletion {

  private static final Logger log = LoggerFactory.getLogger(Deletion.class);
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);
  private static final Step NOT_YET = new Step.Waits(LOOK_AGAIN);

  private final Applications applications;
  private final WantedState wanted;
  private final Reports reports;
  private final String controlPlaneNamespace;

  public Deletion(
      Applications applications,
      WantedState wanted,
      Reports reports,
      String controlPlaneNamespace) {
    this.applications = applications;
    this.wanted = wanted;
    this.reports = reports;
    this.controlPlaneNamespace = controlPlaneNamespace;
  }

  /// How far it came.
  sealed interface Step {

    /// Our finalizers are off, or there were none.
    ///
    /// @param staying the objects that outlive the Application, and why
    record Done(Map<ResourceKey, String> staying) implements Step {
      Done() {
        this(Map.of());
      }
    }

    record Waits(Duration again) implements Step {}

    /// @param message what is in the way, and what to do
    record Stuck(String message) implements Step {}
  }

  Step step(Seen seen, AppMemory memory, Ground ground, Instant now) throws InterruptedException {
    var left = new Finalizers(seen.app().metadata().finalizers());
    if (left.stage() == Finalizers.Stage.DONE) {
      return new Step.Done();
    }
    return switch (ground) {
      case Ground.Firm firm -> step(seen, memory, firm, left, now);
      case Ground.Broken(var _, var _, var cluster) when cluster == null -> {
        // as the original: nothing can be deleted in a cluster that nobody knows any more
        log.warn("Application {}: its cluster is unknown, its objects are left there", seen.key());
        yield release(seen, left.withoutOurs());
      }
      case Ground.Broken(var findings, var project, var cluster) ->
          project == null || cluster == null
              ? stuck(
                  findings.getFirst().message()
                      + "; make that project again, so that it is known what may be deleted",
                  left)
              : step(seen, memory, new Ground.Firm(project, cluster), left, now);
    };
  }

  private Step step(Seen seen, AppMemory memory, Ground.Firm ground, Finalizers left, Instant now)
      throws InterruptedException {
    Optional<String> blind = blind(seen, ground.cluster());
    if (blind.isPresent()) {
      // what it manages cannot be known now, and must not be left behind
      return ground.cluster().isStarting()
          ? new Step.Waits(LOOK_AGAIN)
          : stuck(blind.get() + "; mend the connection, or remove the cluster if it is gone", left);
    }
    var hooks = new DeletionHooks(seen, memory, ground, wanted);
    try {
      Step step =
          switch (left.stage()) {
            case RUN_PRE_DELETE -> hooks.run(HookType.PRE_DELETE);
            case CLEAN_PRE_DELETE -> hooks.cleanUp(HookType.PRE_DELETE, instance(seen));
            case DELETE_OBJECTS -> clear(seen, ground, left, now);
            case RUN_POST_DELETE -> hooks.run(HookType.POST_DELETE);
            case CLEAN_POST_DELETE -> hooks.cleanUp(HookType.POST_DELETE, instance(seen));
            case DONE -> new Step.Done();
          };
      return switch (step) {
        case Step.Done(var staying) -> {
          Step next = release(seen, left.after(left.stage()));
          if (!staying.isEmpty() && !next.equals(NOT_YET)) {
            reports.left(seen.app(), staying);
          }
          yield next;
        }
        case Step.Waits _ -> step;
        case Step.Stuck(var message) -> stuck(message, left);
      };
    } catch (ComparisonFailedException e) {
      return stuck(String.valueOf(e.getMessage()), left);
    }
  }

  private static Step stuck(String message, Finalizers left) {
    return new Step.Stuck(
        "%s. It is tried again; to leave what is left and be done, take these finalizers off the"
                .formatted(message)
            + " Application: "
            + String.join(
                ", ",
                left.names().stream()
                    .filter(one -> !left.withoutOurs().names().contains(one))
                    .toList()));
  }

  private Step clear(Seen seen, Ground.Firm ground, Finalizers left, Instant now)
      throws InterruptedException {
    Cluster cluster = ground.cluster();
    var live = new ArrayList<Manifest>();
    for (LiveObject object : cluster.managedBy(instance(seen))) {
      whole(cluster, object).ifPresent(live::add);
    }
    Instant deleted = seen.app().metadata().deletionTimestamp();
    boolean isConfirmed = deleted != null && DeletionApproval.isGiven(seen.app(), deleted);
    var plan = DeletionPlan.of(live, staying(seen, ground), isConfirmed);
    if (plan.isDone()) {
      return new Step.Done(plan.staying());
    }
    if (!plan.unconfirmed().isEmpty()) {
      return new Step.Stuck(plan.confirmation());
    }
    List<String> problems = new Removal(cluster, left.isBackground()).of(plan.delete());
    new Removal(cluster, left.isBackground()).letGo(plan.awaited());
    if (!problems.isEmpty()) {
      return new Step.Stuck(String.join("; ", problems));
    }
    return Blockers.of(plan.awaited(), owner -> owned(cluster, owner), now)
        .<Step>map(Step.Stuck::new)
        .orElseGet(() -> new Step.Waits(LOOK_AGAIN));
  }

  private static List<Manifest> owned(Cluster cluster, Manifest owner) {
    return cluster.cache().children(owner.uid()).stream()
        .flatMap(object -> whole(cluster, object).stream())
        .toList();
  }

  private static Optional<Manifest> whole(Cluster cluster, LiveObject object) {
    return cluster.read(object, GroupVersionKind.of(object.apiVersion(), object.key().kind()));
  }

  private Staying staying(Seen seen, Ground.Firm ground) {
    Application app = seen.app();
    Cluster cluster = ground.cluster();
    var destination = Grounds.named(app.spec().destination(), cluster);
    return new Staying(
        SyncOptions.of(app.spec()),
        object -> isItself(seen, object.gvk().groupKind(), object.namespace(), object.name()),
        object ->
            ground
                .project()
                .resourceRefusal(
                    object, cluster.scope(object.gvk().groupKind()) != Scope.CLUSTER, destination),
        namespace ->
            cluster
                .cache()
                .all()
                .anyMatch(object ->
                    object.key().namespace().equals(namespace) && isOthers(seen, object)));
  }

  /// Another Application's object, or an Application or a project that this one does not manage.
  private boolean isOthers(Seen seen, LiveObject object) {
    var key = object.key();
    if (object.isManaged()) {
      return !object.appInstance().equals(instance(seen).name());
    }
    return key.group().equals("argoproj.io")
        && (key.kind().equals("Application") || key.kind().equals("AppProject"))
        && !isItself(seen, key.groupKind(), key.namespace(), key.name());
  }

  private static boolean isItself(Seen seen, GroupKind kind, String namespace, String name) {
    return kind.equals(new GroupKind("argoproj.io", "Application"))
        && seen.key().namespace().equals(namespace)
        && seen.key().name().equals(name);
  }

  /// Why it cannot be said what the Application manages.
  private static Optional<String> blind(Seen seen, Cluster cluster) {
    return cluster
        .outage()
        .or(() ->
            seen.app().status().resources().stream()
                .flatMap(one -> cluster.failure(new GroupKind(one.group(), one.kind())).stream())
                .findFirst());
  }

  private AppInstance instance(Seen seen) {
    return seen.key().instance(controlPlaneNamespace);
  }

  /// Takes finalizers off, and goes on if there are some left.
  private Step release(Seen seen, Finalizers left) {
    Application app = seen.app();
    var wantedApp = app.withMetadata(app.metadata().withFinalizers(left.names()));
    Optional<Answer> answer =
        StatusPatch.between(seen, wantedApp, seen.resourceVersion())
            .map(patch -> applications.patch(seen.key(), patch));
    if (answer.isPresent() && !answer.get().isOk()) {
      boolean isGone = answer.get() instanceof Answer.Refused refused && refused.isNotFound();
      if (!isGone) {
        log.warn(
            "Application {}: finalizers not taken off: {}", seen.key(), answer.get().problem());
        return NOT_YET;
      }
    }
    return left.stage() == Finalizers.Stage.DONE ? new Step.Done() : new Step.Waits(Duration.ZERO);
  }
}
