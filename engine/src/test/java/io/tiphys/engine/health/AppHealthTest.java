package io.tiphys.engine.health;

import static io.tiphys.engine.TestingManifests.annotated;
import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.TestingManifests.named;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.health.AppHealth.Part;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AppHealthTest {

  private static final Manifest OBJECT = configMap("a");

  private static Part live(Health health) {
    return Part.of(OBJECT, true, Optional.of(health));
  }

  private static final Part NO_HEALTH = Part.of(OBJECT, true, Optional.empty());
  private static final Part MISSING = Part.of(OBJECT, false, Optional.of(Health.missing()));

  @Test
  void worstOfWhatExistsWins() {
    assertThat(AppHealth.of(List.of())).isEqualTo(HealthStatusCode.HEALTHY);
    assertThat(AppHealth.of(List.of(NO_HEALTH))).isEqualTo(HealthStatusCode.HEALTHY);
    assertThat(AppHealth.of(List.of(live(Health.suspended("")), live(Health.healthy("")))))
        .isEqualTo(HealthStatusCode.SUSPENDED);
    assertThat(AppHealth.of(List.of(live(Health.progressing("")), live(Health.suspended("")))))
        .isEqualTo(HealthStatusCode.PROGRESSING);
    assertThat(AppHealth.of(List.of(live(Health.degraded("")), live(Health.missing()))))
        .isEqualTo(HealthStatusCode.DEGRADED);
    assertThat(AppHealth.of(List.of(live(Health.degraded("")), live(Health.unknown("")))))
        .isEqualTo(HealthStatusCode.UNKNOWN);
  }

  @Test
  void missingOnlyWhenNothingExists() {
    assertThat(AppHealth.of(List.of(MISSING, MISSING))).isEqualTo(HealthStatusCode.MISSING);
    assertThat(AppHealth.of(List.of(MISSING, NO_HEALTH))).isEqualTo(HealthStatusCode.HEALTHY);
    assertThat(AppHealth.of(List.of(MISSING, live(Health.progressing("")))))
        .isEqualTo(HealthStatusCode.PROGRESSING);
    assertThat(AppHealth.of(List.of(live(Health.missing()), NO_HEALTH)))
        .isEqualTo(HealthStatusCode.MISSING);
    Manifest ignored = annotated(OBJECT, "argocd.argoproj.io/ignore-healthcheck", "true");
    assertThat(AppHealth.of(List.of(MISSING, Part.of(ignored, true, Optional.empty()))))
        .isEqualTo(HealthStatusCode.HEALTHY);
    Manifest child = named("argoproj.io/v1alpha1", "Application", "argocd", "child");
    assertThat(AppHealth.of(List.of(Part.of(child, false, Optional.of(Health.missing())))))
        .isEqualTo(HealthStatusCode.MISSING);
    assertThat(AppHealth.of(List.of(MISSING, Part.of(child, true, Optional.empty()))))
        .isEqualTo(HealthStatusCode.HEALTHY);
  }

  @Test
  void ignoredObjectsAndUndecidedApplicationsDoNotCount() {
    Manifest ignored = annotated(OBJECT, "argocd.argoproj.io/ignore-healthcheck", "true");
    assertThat(AppHealth.of(List.of(Part.of(ignored, true, Optional.of(Health.degraded(""))))))
        .isEqualTo(HealthStatusCode.HEALTHY);
    Manifest child = named("argoproj.io/v1alpha1", "Application", "argocd", "child");
    assertThat(AppHealth.of(List.of(Part.of(child, true, Optional.of(Health.unknown(""))))))
        .isEqualTo(HealthStatusCode.HEALTHY);
    assertThat(AppHealth.of(List.of(Part.of(child, true, Optional.of(Health.degraded(""))))))
        .isEqualTo(HealthStatusCode.DEGRADED);
  }

  @Test
  void healthBeginsWhenItsWordChanges() {
    Instant then = Instant.parse("2026-01-01T00:00:00Z");
    Instant now = then.plusSeconds(60);
    assertThat(AppHealth.since(HealthStatusCode.HEALTHY, "Healthy", then, now)).isEqualTo(then);
    assertThat(AppHealth.since(HealthStatusCode.DEGRADED, "Healthy", then, now)).isEqualTo(now);
    assertThat(AppHealth.since(HealthStatusCode.HEALTHY, "Healthy", null, now)).isEqualTo(now);
  }
}
