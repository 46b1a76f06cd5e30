package io.tiphys.controller.sync;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.compare.SharedObject;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.sync.OperationRunner.Surroundings;
import io.tiphys.engine.sync.ManagedNamespace;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.engine.sync.SyncTarget;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a sync is about: what is wanted, and what of it is there.
final class SyncObjects {

  private final TargetIndex targets;
  private final SyncOptions options;
  private final Surroundings around;
  private final Cluster cluster;

  SyncObjects(TargetIndex targets, SyncOperation sync, Surroundings around) {
    this.targets = targets;
    this.options = new SyncOptions(sync.syncOptions());
    this.around = around;
    this.cluster = around.cluster();
  }

  List<Manifest> hooks() {
    return targets.hooks().stream().map(TargetObject::manifest).toList();
  }

  List<SyncTarget> targets() {
    Set<ResourceKey> inSync =
        options.is("ApplyOutOfSyncOnly", "true")
            ? around.inSync().apply(targets)
            : Set.of(); // nobody asks
    var objects = new ArrayList<SyncTarget>();
    for (TargetObject target : targets.compared()) {
      Optional<LiveObject> found = cluster.live(target.key());
      Optional<Manifest> live = found.flatMap(known -> cluster.read(known, target.gvk()));
      Manifest wanted =
          found.isPresent() && live.isPresent()
              ? wanted(target.manifest(), live.get(), found.get())
              : target.manifest();
      objects.add(new SyncTarget(Optional.of(wanted), live, !inSync.contains(target.key())));
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

  private Manifest wanted(Manifest target, Manifest live, LiveObject found) {
    return options.is("RespectIgnoreDifferences", "true")
        ? around.rules().respecting(target, live, found, cluster)
        : target;
  }

  /// Which object another Application manages, when that is not to be
  /// (`FailOnSharedResource=true`).
  Optional<String> shared(Application app) {
    if (!options.is("FailOnSharedResource", "true")) {
      return Optional.empty();
    }
    return targets.compared().stream()
        .flatMap(target -> cluster.live(target.key()).stream())
        .flatMap(live -> SharedObject.of(live, around.instance()).stream())
        .findFirst()
        .map(one -> "Shared resource found: " + one.message(app));
  }

  /// The destination's namespace, when it is to be made or labelled.
  Optional<ManagedNamespace> namespace(Application app) {
    String name = app.spec().destination().namespace();
    if (name.isEmpty()) {
      return Optional.empty();
    }
    SyncPolicy policy = app.spec().syncPolicy();
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
