package io.tiphys.engine.sync;

import io.tiphys.engine.hook.Hook;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Optional;

/// What one sync will do to one object, decided before anything is touched.
public sealed interface SyncStep {

  /// The object, for its key, kind and version: the target, or the live one of a prune.
  Manifest object();

  default ResourceKey key() {
    return object().key();
  }

  /// @param live the object as it was when the plan was made
  record Apply(Manifest target, Optional<Manifest> live, ApplyMode mode, ApplyOptions options)
      implements SyncStep {
    @Override
    public Manifest object() {
      return target;
    }
  }

  /// Makes a hook's object; its outcome is the hook's outcome.
  ///
  /// @param target with the name, finalizer and run mark of this very run
  /// @param hook its delete policies
  /// @param run what the target's run mark says: a live object with the same one was made by this
  ///   very run
  record RunHook(Manifest target, Hook.Runs hook, String run, ApplyMode mode, ApplyOptions options)
      implements SyncStep {
    @Override
    public Manifest object() {
      return target;
    }
  }

  /// @param live what is deleted, with its `uid` as precondition
  /// @param awaitsConfirmation nobody agreed yet to what asks for it (`Prune=confirm`)
  record Prune(Manifest live, PropagationPolicy policy, boolean awaitsConfirmation)
      implements SyncStep {
    @Override
    public Manifest object() {
      return live;
    }
  }

  /// Nothing is done; the result says why.
  record Skip(Manifest live, SkipReason reason) implements SyncStep {
    @Override
    public Manifest object() {
      return live;
    }
  }
}
