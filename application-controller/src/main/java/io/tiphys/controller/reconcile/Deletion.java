package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.ComparisonFailedException;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.controller.sync.HookKeeper;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.target.Scope;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deletes what an Application manages before the Application itself goes, when its finalizer asks
/// for that (https://argo-cd.readthedocs.io/en/stable/user-guide/app_deletion/).
public final class Deletion {

  private static final Logger log = LoggerFactory.getLogger(Deletion.class);
  private static final String FINALIZER = "resources-finalizer.argocd.argoproj.io";
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(2);

  private final Applications applications;
  private final String controlPlaneNamespace;

  public Deletion(Applications applications, String controlPlaneNamespace) {
    this.applications = applications;
    this.controlPlaneNamespace = controlPlaneNamespace;
  }

  /// How far it came.
  sealed interface Step {

    /// The finalizer is off, or there was none of ours.
    record Done() implements Step {}

    record Waits(Duration again) implements Step {}

    /// @param message why it cannot go on
    record Stuck(String message) implements Step {}
  }

  Step step(Seen seen, Ground ground) throws InterruptedException {
    Optional<String> ours =
        seen.app().metadata().finalizers().stream()
            .filter(name -> name.startsWith(FINALIZER))
            .findFirst();
    if (ours.isEmpty()) {
      return new Step.Done();
    }
    return switch (ground) {
      case Ground.Firm(var project, var cluster) -> step(seen, project, cluster, ours.get());
      case Ground.Broken(var _, var _, var cluster) when cluster == null -> {
        // as the original: nothing can be deleted in a cluster that nobody knows any more
        log.warn("Application {}: its cluster is unknown, its objects are left there", seen.key());
        release(seen, ours.get());
        yield new Step.Done();
      }
      case Ground.Broken(var findings, var project, var cluster) ->
          project == null || cluster == null
              ? new Step.Stuck(findings.getFirst().message())
              : step(seen, project, cluster, ours.get());
    };
  }

  private Step step(Seen seen, Project project, Cluster cluster, String finalizer)
      throws InterruptedException {
    try {
      return clear(seen, project, cluster, finalizer);
    } catch (ComparisonFailedException e) {
      return new Step.Stuck(String.valueOf(e.getMessage()));
    }
  }

  private Step clear(Seen seen, Project project, Cluster cluster, String finalizer)
      throws InterruptedException {
    Optional<String> blind = blind(seen, cluster);
    if (blind.isPresent()) {
      // what it manages cannot be known now, and must not be left behind
      return cluster.isStarting() ? new Step.Waits(LOOK_AGAIN) : new Step.Stuck(blind.get());
    }
    boolean background = finalizer.endsWith("/background");
    boolean left = false;
    String problem = "";
    for (LiveObject object : cluster.managedBy(seen.key().instance(controlPlaneNamespace))) {
      Optional<Manifest> whole =
          cluster.read(object, GroupVersionKind.of(object.apiVersion(), object.key().kind()));
      if (whole.isEmpty() || stays(whole.get(), project, cluster, seen.app())) {
        continue;
      }
      left = true;
      String refusal = object.isDeleting() ? "" : delete(cluster, whole.get(), background);
      problem = problem.isEmpty() ? refusal : problem;
      HookKeeper.release(cluster, whole.get());
    }
    if (!problem.isEmpty()) {
      return new Step.Stuck(problem);
    }
    if (left && !background) {
      return new Step.Waits(LOOK_AGAIN);
    }
    release(seen, finalizer);
    return new Step.Done();
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

  /// What the project does not let this Application have is not its to delete; and people may say
  /// of an object that it outlives its Application
  /// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/#no-resource-deletion).
  private static boolean stays(Manifest object, Project project, Cluster cluster, Application app) {
    boolean namespaced = cluster.scope(object.gvk().groupKind()) != Scope.CLUSTER;
    return SyncOptions.of(object).is("Delete", "false")
        || project
            .resourceRefusal(object, namespaced, Grounds.named(app.spec().destination(), cluster))
            .isPresent();
  }

  /// @return what went wrong; empty when nothing did
  private static String delete(Cluster cluster, Manifest object, boolean background)
      throws InterruptedException {
    var resource = cluster.resource(object.gvk());
    if (resource.isEmpty()) {
      return "";
    }
    Delete how =
        Delete.of(background ? Delete.Propagation.BACKGROUND : Delete.Propagation.FOREGROUND)
            .onlyUid(object.uid());
    Answer answer =
        cluster.writing(() ->
            cluster.client().delete(resource.get().object(object.namespace(), object.name()), how));
    boolean gone = answer instanceof Answer.Refused refused && refused.isNotFound();
    return answer.isOk() || gone
        ? ""
        : "%s could not be deleted: %s".formatted(object.key(), answer.problem());
  }

  private void release(Seen seen, String finalizer) {
    Application app = seen.app();
    List<String> others =
        app.metadata().finalizers().stream().filter(name -> !name.equals(finalizer)).toList();
    StatusPatch.between(seen, app.withMetadata(app.metadata().withFinalizers(others)), true)
        .ifPresent(patch -> {
          Answer answer = applications.patch(seen.key(), patch);
          if (!answer.isOk()) {
            log.warn("Application {}: finalizer not taken off: {}", seen.key(), answer.problem());
          }
        });
  }
}
