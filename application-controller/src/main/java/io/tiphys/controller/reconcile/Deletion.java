package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.Applications;
import io.tiphys.controller.application.Seen;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.status.StatusPatch;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.GroupVersionKind;
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

  /// @return when to look again; empty when there is nothing left to do
  Optional<Duration> step(Seen seen, Ground ground) throws InterruptedException {
    List<String> finalizers = seen.app().metadata().finalizers();
    Optional<String> ours =
        finalizers.stream().filter(name -> name.startsWith(FINALIZER)).findFirst();
    if (ours.isEmpty()) {
      return Optional.empty();
    }
    if (!(ground instanceof Ground.Firm(var _, var cluster)) || cluster.outage().isPresent()) {
      return Optional.of(
          LOOK_AGAIN); // what it manages cannot be known now, and must not be left behind
    }
    boolean background = ours.get().endsWith("/background");
    var objects = cluster.managedBy(seen.key().instance(controlPlaneNamespace));
    if (!objects.isEmpty()) {
      for (LiveObject object : objects) {
        if (!object.isDeleting()) {
          delete(cluster, object, background);
        }
      }
      if (!background) {
        return Optional.of(LOOK_AGAIN);
      }
    }
    release(seen, ours.get());
    return Optional.empty();
  }

  private static void delete(Cluster cluster, LiveObject object, boolean background)
      throws InterruptedException {
    var resource = cluster.resource(GroupVersionKind.of(object.apiVersion(), object.key().kind()));
    if (resource.isEmpty()) {
      return;
    }
    Delete how =
        Delete.of(background ? Delete.Propagation.BACKGROUND : Delete.Propagation.FOREGROUND)
            .onlyUid(object.uid());
    Answer answer =
        cluster.writing(() -> cluster.client().delete(resource.get().object(object.key()), how));
    if (!answer.isOk() && !(answer instanceof Answer.Refused refused && refused.isNotFound())) {
      log.warn("{} could not be deleted: {}", object.key(), answer.problem());
    }
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
