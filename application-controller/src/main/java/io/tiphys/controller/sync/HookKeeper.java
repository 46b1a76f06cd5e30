package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.sync.Outcome;
import io.tiphys.engine.sync.Outcome.Failed;
import io.tiphys.engine.sync.SyncTask;
import io.tiphys.kube.access.Answer;
import io.tiphys.kube.access.Delete;
import io.tiphys.kube.access.PatchType;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Write;
import io.tiphys.kube.discovery.ApiResource;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets go of hooks that have ended, and deletes those that are to go. A hook has a finalizer from
/// its start on, so that nobody's deletion hides its outcome.
public final class HookKeeper {

  private final Cluster cluster;
  private final boolean isPatient;

  /// @param isPatient whether a cluster that is too busy is waited for
  HookKeeper(Cluster cluster, boolean isPatient) {
    this.cluster = cluster;
    this.isPatient = isPatient;
  }

  /// Takes the finalizer off.
  ///
  /// @return why some are not let go; empty when all are
  /// @throws UnreachableException when the cluster was not reached
  Optional<String> release(List<SyncTask> hooks) throws InterruptedException {
    Optional<String> problem = Optional.empty();
    for (SyncTask hook : hooks) {
      Optional<String> refused = problem(hook, released(hook));
      problem = problem.or(() -> refused);
    }
    return problem;
  }

  /// Takes the finalizer off, and deletes the hooks with what they made.
  ///
  /// @return what the API server said of those that it did not delete
  /// @throws UnreachableException when the cluster was not reached
  Map<SyncTask, Outcome> delete(List<SyncTask> hooks) throws InterruptedException {
    var refused = new LinkedHashMap<SyncTask, Outcome>();
    for (SyncTask hook : hooks) {
      // a conflict goes away by itself: what is still there is deleted once more
      Optional<Answer> released = released(hook).filter(answer -> !isConflict(answer));
      Optional<Answer> deleted = deleted(hook).filter(answer -> !isConflict(answer));
      problem(hook, released)
          .or(() -> problem(hook, deleted))
          .ifPresent(why -> refused.put(hook, new Failed(why)));
    }
    return refused;
  }

  private Optional<Answer> deleted(SyncTask hook) {
    Optional<ResourcePath> path = path(hook);
    Optional<Manifest> live = live(hook);
    if (path.isEmpty() || live.isEmpty()) {
      return Optional.empty();
    }
    Delete how = Delete.of(Delete.Propagation.BACKGROUND).onlyUid(live.get().uid());
    return Optional.of(cluster.client().delete(path.get(), how));
  }

  private Optional<Answer> released(SyncTask hook) throws InterruptedException {
    Optional<Manifest> live = live(hook);
    return live.isPresent() ? release(cluster, live.get()) : Optional.empty();
  }

  private static boolean isConflict(Answer answer) {
    return answer instanceof Answer.Refused refused && refused.isConflict();
  }

  private Optional<String> problem(SyncTask hook, Optional<Answer> asked) {
    if (asked.isEmpty() || asked.get().isOk()) {
      return Optional.empty();
    }
    Answer answer = asked.get();
    try {
      UnreachableException.throwIfNotNow(answer, isPatient);
    } catch (UnreachableException e) {
      throw new UnreachableException(hook.key() + ": " + e.getMessage());
    }
    boolean isGone = answer instanceof Answer.Refused refused && refused.isNotFound();
    return isGone ? Optional.empty() : Optional.of(answer.problem());
  }

  /// Takes the finalizer off an object that has one.
  ///
  /// @return what came of it; empty when there was none
  public static Optional<Answer> release(Cluster cluster, Manifest live)
      throws InterruptedException {
    Optional<ApiResource> resource = cluster.resource(live.gvk());
    if (resource.isEmpty()
        || !(live.at("metadata", "finalizers") instanceof List<?> finalizers)
        || !finalizers.contains(Hook.FINALIZER)) {
      return Optional.empty();
    }
    var others = new ArrayList<Object>(finalizers);
    others.remove(Hook.FINALIZER);
    byte[] patch =
        JsonTree.write(
            Map.of(
                "metadata",
                Map.of("finalizers", others, "resourceVersion", live.resourceVersion())));
    Answer answer =
        cluster.writing(() ->
            cluster
                .client()
                .patch(
                    resource.get().object(live.namespace(), live.name()),
                    PatchType.MERGE,
                    patch,
                    Write.as(TaskCarrier.MANAGER)));
    if (answer instanceof Answer.Ok(var _, var body)) {
      if (live.text("metadata", "deletionTimestamp").isEmpty()) {
        cluster.cache().observe(resource.get(), body);
      } else { // this may have been what kept it: the watch may have seen its end already
        cluster.cache().observeDeletion(resource.get(), live.key(), live.uid(), body);
      }
    }
    return Optional.of(answer);
  }

  private Optional<Manifest> live(SyncTask hook) {
    return cluster.live(hook.key()).flatMap(object -> cluster.read(object, hook.object().gvk()));
  }

  private Optional<ResourcePath> path(SyncTask hook) {
    return cluster.resource(hook.object().gvk()).map(resource -> resource.object(hook.key()));
  }
}
