package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.engine.hook.Hook;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets go of hooks that have ended, and deletes those that are to go. A hook has a finalizer from
/// its start on, so that nobody's deletion hides its outcome.
public final class HookKeeper {

  private final Cluster cluster;

  HookKeeper(Cluster cluster) {
    this.cluster = cluster;
  }

  /// Takes the finalizer off.
  void release(List<SyncTask> hooks) throws InterruptedException {
    for (SyncTask hook : hooks) {
      release(hook);
    }
  }

  /// Takes the finalizer off, and deletes the hooks with what they made.
  void delete(List<SyncTask> hooks) throws InterruptedException {
    for (SyncTask hook : hooks) {
      release(hook);
      path(hook)
          .ifPresent(path ->
              live(hook)
                  .ifPresent(live ->
                      cluster
                          .client()
                          .delete(
                              path, Delete.of(Delete.Propagation.BACKGROUND).onlyUid(live.uid()))));
    }
  }

  private void release(SyncTask hook) throws InterruptedException {
    Optional<Manifest> live = live(hook);
    if (live.isPresent()) {
      release(cluster, live.get());
    }
  }

  /// Takes the finalizer off an object that has one.
  public static void release(Cluster cluster, Manifest live) throws InterruptedException {
    Optional<ApiResource> resource = cluster.resource(live.gvk());
    if (resource.isEmpty()
        || !(live.at("metadata", "finalizers") instanceof List<?> finalizers)
        || !finalizers.contains(Hook.FINALIZER)) {
      return;
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
      cluster.cache().observe(resource.get(), body);
    }
  }

  private Optional<Manifest> live(SyncTask hook) {
    return cluster.live(hook.key()).flatMap(object -> cluster.read(object, hook.object().gvk()));
  }

  private Optional<ResourcePath> path(SyncTask hook) {
    return cluster.resource(hook.object().gvk()).map(resource -> resource.object(hook.key()));
  }
}
