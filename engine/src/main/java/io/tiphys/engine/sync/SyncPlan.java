package io.tiphys.engine.sync;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What one sync will do, in its order. It can be made again from a fresh comparison at any moment
/// of the sync: what was done already stands in the [Progress], not here.
///
/// @param tasks by phase, wave, kind and name
/// @param refusals tasks that may not or cannot be done, with the reason; one of them stops the
///   sync
/// @param namespace the task that makes the destination's namespace; it goes before the dry run
/// @param dryRun only try it out
public record SyncPlan(
    List<SyncTask> tasks,
    Map<TaskId, String> refusals,
    Optional<TaskId> namespace,
    boolean dryRun) {

  public SyncPlan {
    tasks = List.copyOf(tasks);
    refusals = Map.copyOf(refusals);
  }

  /// Plans a sync.
  public static SyncPlan of(SyncRequest request, Admission admission) {
    return new SyncPlanner(request, admission).plan();
  }

  /// The kind that a CustomResourceDefinition defines; empty for every other object.
  static Optional<GroupKind> definedKind(Manifest object) {
    return object.kind().equals("CustomResourceDefinition")
            && object.gvk().group().equals("apiextensions.k8s.io")
        ? Optional.of(
            new GroupKind(object.text("spec", "group"), object.text("spec", "names", "kind")))
        : Optional.empty();
  }

  static boolean isNamespace(Manifest object) {
    return object.kind().equals("Namespace") && object.gvk().group().isEmpty();
  }
}
