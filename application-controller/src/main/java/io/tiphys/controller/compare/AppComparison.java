package io.tiphys.controller.compare;

import io.tiphys.controller.compare.Verdict.Sync;
import io.tiphys.engine.health.AppHealth;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.target.TargetCondition;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;

/// What was found of an Application.
///
/// @param verdicts one an object, by key
/// @param problems what kept objects from being compared; empty when all were
/// @param conditions warnings about the targets
/// @param shared objects that other Applications manage
public record AppComparison(
    List<Verdict> verdicts,
    List<String> problems,
    List<TargetCondition> conditions,
    List<SharedObject> shared) {

  /// Nothing was found.
  public static final AppComparison NOTHING = of(List.of());

  public AppComparison {
    verdicts = List.copyOf(verdicts);
    problems = List.copyOf(problems);
    conditions = List.copyOf(conditions);
    shared = List.copyOf(shared);
  }

  /// Nothing but these.
  static AppComparison of(List<Verdict> verdicts) {
    return new AppComparison(verdicts, List.of(), List.of(), List.of());
  }

  /// Unknown when something could not be compared, else whether anything differs.
  public Sync sync() {
    if (!problems.isEmpty() || has(Sync.UNKNOWN)) {
      return Sync.UNKNOWN;
    }
    return has(Sync.OUT_OF_SYNC) ? Sync.OUT_OF_SYNC : Sync.SYNCED;
  }

  /// The same where the cluster is not known now: nobody can say how its objects stand to Git, and
  /// one that was not seen may well be there.
  public AppComparison withoutSight() {
    return new AppComparison(
        verdicts.stream().map(Verdict::withoutSight).toList(), problems, conditions, shared);
  }

  /// The same for an Application that may be among its own objects: its health does not follow from
  /// itself.
  ///
  /// @param self the Application as an object of that cluster
  public AppComparison notCounting(ResourceKey self) {
    return new AppComparison(
        verdicts.stream()
            .map(verdict -> verdict.key().equals(self) ? verdict.ignoredInHealth() : verdict)
            .toList(),
        problems,
        conditions,
        shared);
  }

  private boolean has(Sync sync) {
    return verdicts.stream().anyMatch(verdict -> verdict.sync() == sync);
  }

  /// The worst health of the objects that Git asks for, and of those that are to be pruned.
  public HealthStatusCode health() {
    return AppHealth.of(
        verdicts.stream()
            .filter(verdict -> !verdict.isHook())
            .map(verdict ->
                new AppHealth.Part(
                    verdict.gvk().groupKind(),
                    verdict.isIgnoredInHealth(),
                    verdict.exists(),
                    verdict.health()))
            .toList());
  }
}
