package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;

/// A step at its place in a plan.
///
/// @param wave lower ones first inside a phase
/// @param inSync nothing would change, and only what would was asked for
///   (`ApplyOutOfSyncOnly=true`); the task stands for an object that an earlier turn applied
public record SyncTask(SyncPhase phase, int wave, SyncStep step, boolean inSync) {

  public TaskId id() {
    return new TaskId(phase, step.key());
  }

  public ResourceKey key() {
    return step.key();
  }

  public Manifest object() {
    return step.object();
  }

  public boolean isHook() {
    return step instanceof SyncStep.RunHook;
  }

  /// Whether the object is one without a target: pruned, or left there for a reason.
  public boolean isPrune() {
    return step instanceof SyncStep.Prune || step instanceof SyncStep.Skip;
  }

  SyncTask at(SyncPhase otherPhase, int otherWave) {
    return new SyncTask(otherPhase, otherWave, step, inSync);
  }

  boolean sameWave(SyncTask other) {
    return phase == other.phase && wave == other.wave;
  }

  boolean isBefore(SyncTask other) {
    return phase != other.phase ? phase.compareTo(other.phase) < 0 : wave < other.wave;
  }
}
