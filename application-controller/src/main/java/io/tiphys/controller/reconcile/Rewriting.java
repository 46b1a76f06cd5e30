package io.tiphys.controller.reconcile;

import io.tiphys.controller.compare.AppComparison;
import io.tiphys.controller.compare.Difference;
import io.tiphys.controller.compare.LiveView;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.compare.TargetIndex;
import io.tiphys.controller.compare.TargetObject;
import io.tiphys.controller.compare.Verdict;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.automation.Rewrites;
import io.tiphys.engine.diff.FieldChange;
import io.tiphys.engine.ownership.Owner;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.manifest.ResourceKey;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Notices that somebody writes a field again after each sync. Each state of an object is looked at
/// once after a sync, for the API server has to be asked who wrote what. One thread at a time; what
/// it knows can be lost.
final class Rewriting {

  private static final int MOST_OBJECTS = 20;

  private final Map<ResourceKey, String> seen = new HashMap<>();
  private Rewrites known = Rewrites.NONE;

  /// @param last the Application's last operation
  /// @return what is to be said
  List<Finding> find(
      @Nullable OperationState last,
      AppComparison comparison,
      TargetIndex targets,
      Rules rules,
      LiveView cluster) {
    Instant began = began(last);
    if (last != null && began != null) {
      known = known.after(id(last), rewritten(began, comparison, targets, rules, cluster));
    }
    return known.persistent().entrySet().stream()
        .map(entry ->
            new Finding(
                Conditions.REWRITTEN_FIELD, Rewrites.message(entry.getKey(), entry.getValue())))
        .toList();
  }

  /// Whether some field is written again after each sync.
  boolean isGoingOn() {
    return !known.persistent().isEmpty();
  }

  /// When the last sync began, if it is over and went well.
  private static @Nullable Instant began(@Nullable OperationState last) {
    return last == null || last.finishedAt() == null || !last.phase().equals("Succeeded")
        ? null
        : last.startedAt();
  }

  /// Tells one sync from the next, which may begin in the same second.
  private static String id(OperationState last) {
    SyncOperation sync = last.operation().sync();
    return last.startedAt() + "#" + (sync == null ? 0 : sync.autoHealAttemptsCount());
  }

  private List<Rewrites.Field> rewritten(
      Instant began, AppComparison comparison, TargetIndex targets, Rules rules, LiveView cluster) {
    var found = new ArrayList<Rewrites.Field>();
    comparison.verdicts().stream()
        .filter(one -> one.sync() == Verdict.Sync.OUT_OF_SYNC && one.exists())
        .filter(one -> !one.requiresPruning())
        .limit(MOST_OBJECTS)
        .forEach(one -> {
          TargetObject target = targets.objects().get(one.key());
          Optional<LiveObject> live = cluster.live(one.key());
          if (target != null && live.isPresent() && isNew(began, live.get())) {
            found.addAll(fields(began, target, live.get(), rules, cluster));
          }
        });
    seen.keySet().removeIf(key -> !targets.objects().containsKey(key));
    return found;
  }

  private boolean isNew(Instant began, LiveObject live) {
    String state = began + " " + live.uid() + " " + live.resourceVersion();
    return !state.equals(seen.put(live.key(), state));
  }

  private static List<Rewrites.Field> fields(
      Instant began, TargetObject target, LiveObject live, Rules rules, LiveView cluster) {
    var fields = new ArrayList<Rewrites.Field>();
    for (FieldChange change : Difference.fields(target, live, rules, cluster)) {
      change
          .owner()
          .filter(owner -> !owner.manager().equals(Rules.MANAGER) && isSince(began, owner))
          .ifPresent(owner ->
              fields.add(new Rewrites.Field(target.key(), change.pointer(), owner.manager())));
    }
    return fields;
  }

  /// The sync has put the field back, or it would differ no more: who owns it wrote it after that.
  private static boolean isSince(Instant began, Owner owner) {
    try {
      return !Instant.parse(owner.time()).isBefore(began.truncatedTo(ChronoUnit.SECONDS));
    } catch (DateTimeException unknown) {
      return false;
    }
  }
}
