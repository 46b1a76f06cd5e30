package io.tiphys.engine.tracking;

import java.util.Locale;

/// Where the mark of an Application is kept (`application.resourceTrackingMethod`).
public enum TrackingMethod {
  /// `argocd.argoproj.io/tracking-id`, the default.
  ANNOTATION,
  /// A label with the Application's instance name, `app.kubernetes.io/instance` unless set
  /// otherwise.
  LABEL,
  /// Both; only the annotation is read.
  ANNOTATION_AND_LABEL;

  /// @param setting the setting's text; anything unknown or empty is the default
  public static TrackingMethod of(String setting) {
    return switch (setting.toLowerCase(Locale.ROOT)) {
      case "label" -> LABEL;
      case "annotation+label" -> ANNOTATION_AND_LABEL;
      default -> ANNOTATION;
    };
  }

  /// As the setting spells it.
  public String setting() {
    return switch (this) {
      case ANNOTATION -> "annotation";
      case LABEL -> "label";
      case ANNOTATION_AND_LABEL -> "annotation+label";
    };
  }
}
