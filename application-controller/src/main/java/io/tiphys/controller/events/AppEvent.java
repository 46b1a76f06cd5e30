package io.tiphys.controller.events;

import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import java.util.Map;

/// Something that happened to an Application.
public sealed interface AppEvent {

  /// How it stands to Git is judged otherwise.
  ///
  /// @param from empty when it was never judged
  record SyncStatusChanged(String from, String to) implements AppEvent {}

  /// Its health is another one.
  ///
  /// @param from empty when it was never judged
  /// @param causes objects in that health; empty when all is well
  record HealthChanged(String from, String to, List<ResourceKey> causes) implements AppEvent {
    public HealthChanged {
      causes = List.copyOf(causes);
    }
  }

  /// A sync started.
  ///
  /// @param automated whether this controller decided so
  /// @param target revisions, as they were asked for
  record SyncStarted(boolean automated, String user, String target) implements AppEvent {}

  /// An operation ended, its retries included.
  ///
  /// @param state how
  record OperationEnded(OperationState state) implements AppEvent {

    /// The revisions that were synced; empty when it did not come so far.
    public String revision() {
      SyncOperationResult result = state.syncResult();
      if (result == null) {
        return "";
      }
      return result.revisions().isEmpty()
          ? result.revision()
          : String.join(", ", result.revisions());
    }

    public boolean isDryRun() {
      SyncOperation sync = state.operation().sync();
      return sync != null && sync.dryRun();
    }

    /// Whether only some objects were to be synced.
    public boolean isPartial() {
      SyncOperation sync = state.operation().sync();
      return sync != null && !sync.resources().isEmpty();
    }
  }

  /// What it managed is deleted, but for these.
  ///
  /// @param staying why each of them stays
  record ObjectsLeft(Map<ResourceKey, String> staying) implements AppEvent {}

  /// What it manages cannot be deleted.
  record DeletionFailed(String message) implements AppEvent {}
}
