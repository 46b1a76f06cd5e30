package io.tiphys.controller.reconcile;

import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.SyncPermission;
import io.tiphys.engine.project.SyncWindows;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether an operation may go on by its project's sync windows.
final class Windows {

  /// When to look again: windows open and close on the minute.
  static final Duration AGAIN = Duration.ofMinutes(1);

  private static final String BLOCKED = "Sync operation blocked by sync window";

  private Windows() {}

  /// @return why it may not, for its message
  static Optional<String> closed(
      Application app, OperationState state, Project project, Instant now) {
    boolean isManual = !state.operation().initiatedBy().automated();
    return switch (SyncWindows.of(project.spec())
        .of(app)
        .permission(isManual, state.startedAt(), now)) {
      case SyncPermission.Granted() -> Optional.empty();
      case SyncPermission.Blocked() -> Optional.of(BLOCKED);
      case SyncPermission.Unclear(var why) -> Optional.of(BLOCKED + ": " + why);
    };
  }
}
