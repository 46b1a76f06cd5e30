package io.tiphys.engine.sync;

import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// The order of a plan: phase, wave, kind, name; prunes in the reverse order of waves; namespaces
/// and definitions never after what needs them.
final class TaskOrder {

  private TaskOrder() {}

  /// @param pruneLast whether all prunes go after the last wave
  /// @param coming kinds that definitions among the tasks define
  static List<SyncTask> of(List<SyncTask> tasks, boolean pruneLast, Set<GroupKind> coming) {
    var ordered = beforeDependents(pruneWaves(tasks, pruneLast));
    ordered.sort(
        Comparator.comparing(SyncTask::phase)
            .thenComparingInt(SyncTask::wave)
            .thenComparingInt(task -> kindOrder(task.key(), coming))
            .thenComparing(task -> task.key().name())
            .thenComparing(SyncTask::key));
    return ordered;
  }

  // A custom kind that is named like a built-in one (a NetworkPolicy of a CNI) still comes after
  // its definition.
  private static int kindOrder(ResourceKey key, Set<GroupKind> coming) {
    return coming.contains(key.groupKind()) ? Integer.MAX_VALUE : KindOrder.of(key.kind());
  }

  private static List<SyncTask> pruneWaves(List<SyncTask> tasks, boolean pruneLast) {
    var waves = new TreeSet<Integer>();
    int last = 0;
    for (SyncTask task : tasks) {
      if (task.isPrune()) {
        waves.add(task.wave());
      }
      if (task.phase() == SyncPhase.SYNC) {
        last = Math.max(last, task.wave());
      }
    }
    Map<Integer, Integer> reversed = new HashMap<>();
    var up = waves.iterator();
    var down = waves.descendingIterator();
    while (up.hasNext()) {
      reversed.put(up.next(), down.next());
    }
    var result = new ArrayList<SyncTask>();
    for (SyncTask task : tasks) {
      if (!task.isPrune()) {
        result.add(task);
      } else if (pruneLast || SyncOptions.of(task.object()).is("PruneLast", "true")) {
        result.add(task.at(SyncPhase.SYNC, last + 1));
      } else {
        result.add(task.at(SyncPhase.SYNC, reversed.getOrDefault(task.wave(), task.wave())));
      }
    }
    return result;
  }

  private static ArrayList<SyncTask> beforeDependents(List<SyncTask> tasks) {
    var firstIn = new HashMap<String, SyncTask>();
    var firstOf = new HashMap<GroupKind, SyncTask>();
    for (SyncTask task : tasks) {
      if (!task.isPrune()) {
        firstIn.merge(task.object().namespace(), task, TaskOrder::earlier);
        firstOf.merge(task.object().gvk().groupKind(), task, TaskOrder::earlier);
      }
    }
    var result = new ArrayList<SyncTask>();
    for (SyncTask task : tasks) {
      SyncTask earliest = task;
      if (task.step() instanceof Apply apply) {
        Manifest target = apply.target();
        var dependent =
            SyncPlan.isNamespace(target)
                ? Optional.ofNullable(firstIn.get(target.name()))
                : SyncPlan.definedKind(target)
                    .flatMap(kind -> Optional.ofNullable(firstOf.get(kind)));
        earliest = dependent.map(other -> earlier(task, other)).orElse(task);
      }
      result.add(task.at(earliest.phase(), earliest.wave()));
    }
    return result;
  }

  private static SyncTask earlier(SyncTask one, SyncTask other) {
    return other.isBefore(one) ? other : one;
  }
}
