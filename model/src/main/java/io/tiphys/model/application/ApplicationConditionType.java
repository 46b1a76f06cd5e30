package io.tiphys.model.application;

import java.util.Optional;

/// What an Application's condition is about.
public enum ApplicationConditionType {
  DELETION_ERROR("DeletionError"),
  INVALID_SPEC_ERROR("InvalidSpecError"),
  COMPARISON_ERROR("ComparisonError"),
  SYNC_ERROR("SyncError"),
  UNKNOWN_ERROR("UnknownError"),
  SHARED_RESOURCE_WARNING("SharedResourceWarning"),
  REPEATED_RESOURCE_WARNING("RepeatedResourceWarning"),
  EXCLUDED_RESOURCE_WARNING("ExcludedResourceWarning"),
  ORPHANED_RESOURCE_WARNING("OrphanedResourceWarning");

  private final String text;

  ApplicationConditionType(String text) {
    this.text = text;
  }

  /// As it stands in JSON.
  public String text() {
    return text;
  }

  /// @param text as it stands in JSON
  /// @return empty for a text that is none of these
  public static Optional<ApplicationConditionType> of(String text) {
    for (var each : values()) {
      if (each.text.equals(text)) {
        return Optional.of(each);
      }
    }
    return Optional.empty();
  }
}
