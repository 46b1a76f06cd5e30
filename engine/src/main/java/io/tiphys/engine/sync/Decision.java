package io.tiphys.engine.sync;

import java.util.List;

/// What to do next in a sync.
public sealed interface Decision {

  /// Try all of it out, nothing is written. Then record the failures, or [Progress#dryRunPassed].
  ///
  /// @param groups groups one after the other; the tasks of a group in any order or at once
  record DryRun(List<List<SyncTask>> groups) implements Decision {
    public DryRun {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /// Carry out, record each outcome, write the record down, then ask again.
  ///
  /// @param groups groups one after the other, each to its end even when one before it failed; the
  ///   tasks of a group in any order or at once
  /// @param endsWave whether a wave ends here and another one follows: let the wave delay pass
  ///   before asking again
  record Carry(List<List<SyncTask>> groups, boolean endsWave) implements Decision {
    public Carry {
      groups = groups.stream().map(List::copyOf).toList();
    }
  }

  /// Delete hooks (their finalizer first), so that they can be made again; then ask again.
  record DeleteHooks(List<SyncTask> hooks) implements Decision {
    public DeleteHooks {
      hooks = List.copyOf(hooks);
    }
  }

  /// Take the finalizer off hooks that have ended. Their outcome is in the progress that came with
  /// this decision: write that down first.
  record ReleaseHooks(List<SyncTask> hooks) implements Decision {
    public ReleaseHooks {
      hooks = List.copyOf(hooks);
    }
  }

  /// Nothing can be done until one of the objects changes.
  ///
  /// @param message `waiting for healthy state of apps/Deployment/web and 1 more resources`
  /// @param objects what is waited for
  record Wait(String message, List<SyncTask> objects) implements Decision {
    public Wait {
      objects = List.copyOf(objects);
    }
  }

  /// The end of this attempt.
  ///
  /// @param phase [OperationPhase#SUCCEEDED], [OperationPhase#FAILED] or [OperationPhase#ERROR]
  /// @param deleteHooks hooks whose delete policy says that they go now
  record Finished(OperationPhase phase, String message, List<SyncTask> deleteHooks)
      implements Decision {
    public Finished {
      deleteHooks = List.copyOf(deleteHooks);
    }
  }
}
