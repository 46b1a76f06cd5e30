package io.tiphys.engine.sync;

import io.tiphys.model.manifest.ResourceKey;

/// Names one task of a sync; a hook of two phases has two.
public record TaskId(SyncPhase phase, ResourceKey key) {

  // A turn looks each task up many times: what a record does by itself takes a third of the turn.

  @Override
  public int hashCode() {
    return (key.name().hashCode() * 31 + key.kind().hashCode()) * 31 + phase.ordinal();
  }

  @Override
  public boolean equals(Object other) {
    return this == other
        || other instanceof TaskId(var otherPhase, var otherKey)
            && phase == otherPhase
            && (key == otherKey
                || key.name().equals(otherKey.name())
                    && key.kind().equals(otherKey.kind())
                    && key.namespace().equals(otherKey.namespace())
                    && key.group().equals(otherKey.group()));
  }
}
