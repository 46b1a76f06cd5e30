package io.tiphys.engine.automation;

import io.tiphys.model.application.Operation;
import java.time.Instant;

/// What automation does about an Application.
public sealed interface AutoSyncDecision {

  /// Start this sync.
  record Start(Operation operation) implements AutoSyncDecision {}

  /// Nothing.
  ///
  /// @param reason for the log
  record Skip(String reason) implements AutoSyncDecision {}

  /// Nothing before that time; decide again then, from a fresh comparison.
  ///
  /// @param reason for the log
  record Later(Instant at, String reason) implements AutoSyncDecision {}

  /// Nothing, and the owner should know why.
  ///
  /// @param message of the Application's condition `SyncError`
  record Refused(String message) implements AutoSyncDecision {

    /// The condition's type.
    public static final String CONDITION = "SyncError";
  }
}
