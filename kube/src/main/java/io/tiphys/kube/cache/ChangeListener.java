package io.tiphys.kube.cache;

import org.jspecify.annotations.Nullable;

/// Is told what changes in a cluster once its kinds are listed. Called by the watch that saw it, in
/// order for one object: must be quick.
public interface ChangeListener {

  /// An object changed.
  ///
  /// @param before null when it is new
  /// @param after null when it is gone
  void changed(@Nullable LiveObject before, @Nullable LiveObject after);

  /// The cache's state, or the set of its failing kinds, is another one.
  default void stateChanged() {}
}
