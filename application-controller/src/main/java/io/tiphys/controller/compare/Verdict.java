package io.tiphys.controller.compare;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.engine.sync.DeletionApproval;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Optional;

/// What was found of one object.
///
/// @param key the object
/// @param gvk in the target's version, the live one's where there is no target
/// @param sync how it stands to Git
/// @param health empty when its kind has none
/// @param isHook it is or was run in a phase
/// @param requiresPruning it is there, and Git does not ask for it any more
/// @param isIgnoredInHealth its health does not count: it says so, or it is the Application itself
/// @param exists it is in the cluster
/// @param wave its sync wave
/// @param options the sync options of its target and of the live object, of those that there are
/// @param brokenRules rules of `ignoreDifferences` for it that could not be used, for people
public record Verdict(
    ResourceKey key,
    GroupVersionKind gvk,
    Sync sync,
    Optional<Health> health,
    boolean isHook,
    boolean requiresPruning,
    boolean isIgnoredInHealth,
    boolean exists,
    int wave,
    List<SyncOptions> options,
    List<String> brokenRules) {

  public Verdict {
    options = options.equals(PLAIN) ? PLAIN : List.copyOf(options);
    brokenRules = List.copyOf(brokenRules);
  }

  /// Of most objects: they say nothing.
  static final List<SyncOptions> PLAIN = List.of(SyncOptions.NONE);

  /// With what is not said for certain, or counts for nothing.
  private Verdict with(
      Sync otherSync,
      Optional<Health> otherHealth,
      boolean pruning,
      boolean ignored,
      boolean there) {
    return new Verdict(
        key,
        gvk,
        otherSync,
        otherHealth,
        isHook,
        pruning,
        ignored,
        there,
        wave,
        options,
        brokenRules);
  }

  /// Whether a person has to agree before it is pruned or deleted.
  ///
  /// @param application the options of its Application
  public boolean asksFirst(SyncOptions application) {
    return options.stream().anyMatch(one -> DeletionApproval.isNeeded(application, one));
  }

  /// The same where the cluster is not known now: what was not seen may well be there.
  Verdict withoutSight() {
    return with(
        sync == Sync.NOT_COMPARED ? sync : Sync.UNKNOWN,
        exists ? health : Optional.of(new Health(HealthStatusCode.UNKNOWN, "")),
        requiresPruning,
        isIgnoredInHealth,
        true);
  }

  /// The same where Git is not known now: nobody can say whether it asks for what is there.
  Verdict withoutTarget() {
    return with(
        isHook ? Sync.NOT_COMPARED : Sync.UNKNOWN, health, false, isIgnoredInHealth, exists);
  }

  Verdict ignoredInHealth() {
    return with(sync, health, requiresPruning, true, exists);
  }

  /// How an object stands to Git.
  public enum Sync {
    SYNCED,
    OUT_OF_SYNC,
    /// It could not be judged, or Git could not be read.
    UNKNOWN,
    /// Not judged: a hook, or an extra object that says it may be there.
    NOT_COMPARED
  }
}
