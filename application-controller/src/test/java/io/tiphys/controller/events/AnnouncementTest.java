package io.tiphys.controller.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.events.AppEvent.DeletionFailed;
import io.tiphys.controller.events.AppEvent.HealthChanged;
import io.tiphys.controller.events.AppEvent.ObjectsLeft;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.AppEvent.SyncStarted;
import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.testkit.Behaviour;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Alerts and filters out there match these words.
class AnnouncementTest {

  @Test
  void saysWhatChanged() {
    assertThat(Announcement.of(new SyncStatusChanged("Unknown", "Synced")))
        .contains(
            new Announcement("ResourceUpdated", false, "Updated sync status: Unknown -> Synced"));
    assertThat(Announcement.of(new HealthChanged("", "Healthy", List.of())))
        .contains(new Announcement("ResourceUpdated", false, "Updated health status:  -> Healthy"));
  }

  @Test
  @Behaviour("HLT-13")
  void namesUpToThreeCauses() {
    var causes =
        IntStream.range(0, 5)
            .mapToObj(i -> new ResourceKey(i == 1 ? "" : "apps", "Kind", "ns", "n" + i))
            .toList();

    assertThat(Announcement.of(new HealthChanged("Healthy", "Degraded", causes)))
        .contains(
            new Announcement(
                "ResourceUpdated",
                false,
                "Updated health status: Healthy -> Degraded (Caused by apps/Kind:ns/n0,"
                    + " Kind:ns/n1, apps/Kind:ns/n2)"));
  }

  @Test
  void announcesAutomatedSyncsOnly() {
    assertThat(Announcement.of(new SyncStarted(true, "", "abc")))
        .contains(new Announcement("OperationStarted", false, "Initiated automated sync to 'abc'"));
    assertThat(Announcement.of(new SyncStarted(false, "admin", "abc"))).isEmpty();
  }

  @Test
  void saysHowAnOperationEnded() {
    assertThat(ended("Succeeded", "revision: main"))
        .isEqualTo(
            new Announcement("OperationCompleted", false, "Sync operation to abc succeeded"));
    assertThat(ended("Failed", "resources: [{kind: Service, name: web}]"))
        .isEqualTo(
            new Announcement(
                "OperationCompleted", true, "Partial sync operation to abc failed: why"));
    assertThat(ended("Error", "revision: main").isWarning()).isTrue();
  }

  @Test
  void saysWhyDeletionFails() {
    assertThat(Announcement.of(new DeletionFailed("no")))
        .contains(
            new Announcement(
                "StatusRefreshed", true, "Unable to delete application resources: no"));
  }

  @Test
  void saysWhatStaysAtADeletion() {
    var staying = new LinkedHashMap<ResourceKey, String>();
    for (int i = 0; i < 22; i++) {
      staying.put(new ResourceKey("", "Secret", "ns", "n" + i), "why");
    }

    assertThat(Announcement.of(new ObjectsLeft(staying)).orElseThrow())
        .satisfies(event -> {
          assertThat(event.reason()).isEqualTo("ResourcesLeft");
          assertThat(event.isWarning()).isFalse();
          assertThat(event.message())
              .startsWith("Deleted application resources, these stay: Secret:ns/n0 (why), ")
              .endsWith("Secret:ns/n19 (why) and 2 more");
        });
  }

  @Test
  void keepsLongTextsShort() {
    assertThat(new Announcement("Reason", true, "x".repeat(100_000)).message())
        .hasSize(8192)
        .endsWith("x…");
  }

  private static Announcement ended(String phase, String operation) {
    OperationState state =
        Objects.requireNonNull(Apps.ended(5, phase, "why", operation).status().operationState());
    return Announcement.of(new OperationEnded(state)).orElseThrow();
  }
}
