package io.tiphys.engine.deletion;

import io.tiphys.engine.hook.SyncWave;
import io.tiphys.engine.sync.DeletionApproval;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// What comes next in the deletion of an Application's objects: the highest wave goes first, and
/// the next one when it is gone.
///
/// @param delete to be deleted now
/// @param awaited being deleted
/// @param later how many there are in lower waves
/// @param unconfirmed those that ask for a person's word (`Delete=confirm`) and have none yet:
///   nothing is deleted before that
/// @param staying those that outlive the Application, and why
public record DeletionPlan(
    List<Manifest> delete,
    List<Manifest> awaited,
    int later,
    List<ResourceKey> unconfirmed,
    Map<ResourceKey, String> staying) {

  private static final int MOST_NAMED = 5;

  /// @param live all objects with the Application's mark
  /// @param isConfirmed whether somebody agreed, since the deletion began
  public static DeletionPlan of(List<Manifest> live, Staying rules, boolean isConfirmed) {
    var staying = new LinkedHashMap<ResourceKey, String>();
    var going = new ArrayList<Manifest>();
    for (Manifest object : live) {
      rules
          .reason(object)
          .ifPresentOrElse(reason -> staying.put(object.key(), reason), () -> going.add(object));
    }
    List<ResourceKey> unconfirmed =
        isConfirmed
            ? List.of()
            : going.stream()
                .filter(object -> !isDeleting(object) && rules.asksFirst(object))
                .map(Manifest::key)
                .toList();
    int wave = going.stream().mapToInt(SyncWave::of).max().orElse(0);
    List<Manifest> now = going.stream().filter(object -> SyncWave.of(object) == wave).toList();
    return new DeletionPlan(
        unconfirmed.isEmpty() ? now.stream().filter(one -> !isDeleting(one)).toList() : List.of(),
        now.stream().filter(DeletionPlan::isDeleting).toList(),
        going.size() - now.size(),
        unconfirmed,
        staying);
  }

  /// Nothing is left that has to go.
  public boolean isDone() {
    return delete.isEmpty() && awaited.isEmpty() && later == 0 && unconfirmed.isEmpty();
  }

  /// What somebody has to agree to; for a condition.
  public String confirmation() {
    return "waiting for confirmation to delete %s: annotate the Application with %s=<the time now>"
        .formatted(named(unconfirmed), DeletionApproval.ANNOTATION);
  }

  private static String named(List<ResourceKey> keys) {
    String names =
        keys.stream()
            .limit(MOST_NAMED)
            .map(ResourceKey::toString)
            .collect(Collectors.joining(", "));
    return keys.size() > MOST_NAMED
        ? "%s and %d more".formatted(names, keys.size() - MOST_NAMED)
        : names;
  }

  static boolean isDeleting(Manifest object) {
    return !object.text("metadata", "deletionTimestamp").isEmpty();
  }
}
