package io.tiphys.engine.sync;

import java.util.Optional;

/// Where an operation, a hook or an applied object stands.
public enum OperationPhase {
  RUNNING("Running"),
  TERMINATING("Terminating"),
  SUCCEEDED("Succeeded"),
  FAILED("Failed"),
  ERROR("Error");

  private final String text;

  OperationPhase(String text) {
    this.text = text;
  }

  /// As it stands in `status.operationState.phase` and `hookPhase`.
  public String text() {
    return text;
  }

  /// @return empty for the empty text and for a word that Argo CD does not know
  public static Optional<OperationPhase> of(String text) {
    for (OperationPhase phase : values()) {
      if (phase.text.equals(text)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }

  public boolean completed() {
    return switch (this) {
      case SUCCEEDED, FAILED, ERROR -> true;
      case RUNNING, TERMINATING -> false;
    };
  }

  public boolean failed() {
    return this == FAILED || this == ERROR;
  }
}
