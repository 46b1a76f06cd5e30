package io.tiphys.model.meta;

import java.util.Optional;

/// Whether a server could be reached.
public enum ConnectionStatus {
  SUCCESSFUL("Successful"),
  FAILED("Failed"),
  UNKNOWN("Unknown");

  private final String text;

  ConnectionStatus(String text) {
    this.text = text;
  }

  /// As it stands in JSON.
  public String text() {
    return text;
  }

  /// @param text as it stands in JSON
  /// @return empty for a text that is none of these
  public static Optional<ConnectionStatus> of(String text) {
    for (var each : values()) {
      if (each.text.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
