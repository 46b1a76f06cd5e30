package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;

/// A step at its place in a plan.
///
/// @param id its phase and its object, by which it is recorded
/// @param wave lower ones first inside a phase
/// @param inSync nothing would change, and only what would was asked for
///   (`ApplyOutOfSyncOnly=true`); the task stands for an object that an earlier turn applied
public record SyncTask(TaskId id, int wave, SyncStep step, boolean inSync) {

  SyncTask(SyncPhase phase, int wave, SyncStep step, boolean inSync) {
    this(new TaskId(phase, step.key()), wave, step, inSync);
  }

  public SyncPhase phase() {
    return id.phase();
  }

  public ResourceKey key() {
    return id.key();
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
    return new SyncTask(new TaskId(otherPhase, id.key()), otherWave, step, inSync);
  }

  boolean sameWave(SyncTask other) {
    return phase() == other.phase() && wave == other.wave;
  }

  boolean isBefore(SyncTask other) {
    return phase() != other.phase() ? phase().compareTo(other.phase()) < 0 : wave < other.wave;
  }

  /// By its name alone: tasks are keys of maps, and their objects are large.
  @Override
  public int hashCode() {
    return id.hashCode();
  }
}
