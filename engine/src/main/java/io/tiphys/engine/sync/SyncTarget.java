package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Optional;

/// One object of the Application: what is wanted and what is there, at least one of them.
///
/// @param target empty when the object is to be pruned
/// @param live empty when it is to be created
/// @param outOfSync whether the two differ; an object that does not is applied all the same, unless
///   `ApplyOutOfSyncOnly=true`
public record SyncTarget(Optional<Manifest> target, Optional<Manifest> live, boolean outOfSync) {

  public SyncTarget {
    if (target.isEmpty() && live.isEmpty()) {
      throw new IllegalArgumentException("neither target nor live");
    }
  }

  /// The target, or what is there when nothing is wanted.
  public Manifest object() {
    return target.or(() -> live).orElseThrow();
  }

  /// The target's key, the live object's when there is no target.
  public ResourceKey key() {
    return object().key();
  }
}
