package io.tiphys.engine.health;

import java.util.Optional;

/// The words for health, from best to worst.
public enum HealthStatusCode {
  HEALTHY("Healthy"),
  SUSPENDED("Suspended"),
  PROGRESSING("Progressing"),
  MISSING("Missing"),
  DEGRADED("Degraded"),
  UNKNOWN("Unknown");

  private final String text;

  HealthStatusCode(String text) {
    this.text = text;
  }

  /// As it stands in statuses.
  public String text() {
    return text;
  }

  /// @return empty for a text that is none of the words
  public static Optional<HealthStatusCode> of(String text) {
    for (HealthStatusCode code : values()) {
      if (code.text.equals(text)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }

  public boolean isWorseThan(HealthStatusCode other) {
    return compareTo(other) > 0;
  }
}
