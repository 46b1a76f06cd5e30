package io.tiphys.model.application;

import java.util.Optional;

/// Whether target and live are the same.
public enum SyncStatusCode {
  UNKNOWN("Unknown"),
  SYNCED("Synced"),
  OUT_OF_SYNC("OutOfSync");

  private final String text;

  SyncStatusCode(String text) {
    this.text = text;
  }

  /// As it stands in JSON.
  public String text() {
    return text;
  }

  /// @param text as it stands in JSON
  /// @return empty for a text that is none of these
  public static Optional<SyncStatusCode> of(String text) {
    for (var each : values()) {
      if (each.text.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
