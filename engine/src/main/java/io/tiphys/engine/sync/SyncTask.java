package io.tiphys.engine.sync;

import io.tiphys.model.manifest.ResourceKey;

/// A step at its place in a plan.
///
/// @param wave lower ones first inside a phase
public record SyncTask(SyncPhase phase, int wave, SyncStep step) {

  public TaskId id() {
    return new TaskId(phase, step.key());
  }

  public ResourceKey key() {
    return step.key();
  }

  public boolean isHook() {
    return step instanceof SyncStep.RunHook;
  }

  public boolean isPrune() {
    return step instanceof SyncStep.Prune || step instanceof SyncStep.Skip;
  }
}
