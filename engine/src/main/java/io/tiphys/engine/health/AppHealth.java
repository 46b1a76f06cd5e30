package io.tiphys.engine.health;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The health of an Application by its objects.
public final class AppHealth {

  /// Takes an object out of its Application's health.
  public static final String IGNORE_ANNOTATION = "argocd.argoproj.io/ignore-healthcheck";

  private static final GroupKind APPLICATION = new GroupKind("argoproj.io", "Application");

  private AppHealth() {}

  /// One object that the Application wants or still has, hooks left out.
  ///
  /// @param kind of the object
  /// @param ignored whether it says that its health does not count
  /// @param exists whether it is in the cluster
  /// @param health empty when its kind has none; [Health#missing] or empty when it does not exist
  public record Part(GroupKind kind, boolean ignored, boolean exists, Optional<Health> health) {

    /// @param object the target, or the live object where there is no target
    public static Part of(Manifest object, boolean exists, Optional<Health> health) {
      boolean ignored = object.annotation(IGNORE_ANNOTATION).orElse("").equals("true");
      return new Part(object.gvk().groupKind(), ignored, exists, health);
    }

    private boolean counts() {
      return exists && !ignored && !isUndecidedApplication();
    }

    // A child Application that is not there yet, or whose health is not known, is no verdict on
    // its parent.
    private boolean isUndecidedApplication() {
      return kind.equals(APPLICATION)
          && health
              .map(one ->
                  one.code() == HealthStatusCode.MISSING || one.code() == HealthStatusCode.UNKNOWN)
              .orElse(true);
    }
  }

  /// The worst health of the objects that exist and count; Missing when there are objects and none
  /// exists, whether they would count or not.
  ///
  /// Source: Argo CD's operator manual, "v3.3 to 3.4": a single missing object no longer makes the
  /// Application Missing, a rule that says Missing for an existing object still does.
  public static HealthStatusCode of(List<Part> parts) {
    if (!parts.isEmpty() && parts.stream().noneMatch(Part::exists)) {
      return HealthStatusCode.MISSING;
    }
    HealthStatusCode worst = HealthStatusCode.HEALTHY;
    for (Part part : parts) {
      if (part.counts() && part.health().isPresent()) {
        HealthStatusCode code = part.health().get().code();
        if (code.isWorseThan(worst)) {
          worst = code;
        }
      }
    }
    return worst;
  }

  /// When a health began: now when the word changed, else when it did before.
  ///
  /// @param before the word in the status until now; empty for none
  /// @param since when that began; null for unknown
  public static Instant since(
      HealthStatusCode code, String before, @Nullable Instant since, Instant now) {
    return since != null && code.text().equals(before) ? since : now;
  }
}
