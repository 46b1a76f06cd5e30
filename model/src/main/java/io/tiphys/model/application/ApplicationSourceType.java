package io.tiphys.model.application;

import java.util.Optional;

/// What renders a source.
public enum ApplicationSourceType {
  HELM("Helm"),
  KUSTOMIZE("Kustomize"),
  DIRECTORY("Directory"),
  PLUGIN("Plugin");

  private final String text;

  ApplicationSourceType(String text) {
    this.text = text;
  }

  /// As it stands in JSON.
  public String text() {
    return text;
  }

  /// @param text as it stands in JSON
  /// @return empty for a text that is none of these
  public static Optional<ApplicationSourceType> of(String text) {
    for (var each : values()) {
      if (each.text.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
