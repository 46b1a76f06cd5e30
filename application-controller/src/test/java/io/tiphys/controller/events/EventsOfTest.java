package io.tiphys.controller.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.events.AppEvent.DeletionFailed;
import io.tiphys.controller.events.AppEvent.HealthChanged;
import io.tiphys.controller.events.AppEvent.OperationEnded;
import io.tiphys.controller.events.AppEvent.SyncStarted;
import io.tiphys.controller.events.AppEvent.SyncStatusChanged;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.ResourceKey;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventsOfTest {

  private static final ResourceKey WEB = new ResourceKey("apps", "Deployment", "target", "web");

  @Test
  void tellsOfAnotherSyncStatusAndHealth() {
    assertThat(transition(status("OutOfSync", "Healthy"), status("Synced", "Degraded")))
        .containsExactly(
            new SyncStatusChanged("OutOfSync", "Synced"),
            new HealthChanged("Healthy", "Degraded", List.of(WEB)));
  }

  @Test
  void namesNoCauseOfGoodHealth() {
    assertThat(transition(status("Synced", "Degraded"), status("Synced", "Healthy")))
        .containsExactly(new HealthChanged("Degraded", "Healthy", List.of()));
  }

  @Test
  void tellsNothingOfAChangeThatIsNeither() {
    Application before = status("Synced", "Healthy");
    Application after =
        before.withStatus(before.status().withReconciledAt(java.time.Instant.EPOCH));

    assertThat(transition(before, after)).isEmpty();
  }

  @Test
  void tellsOfAnAutomatedSyncWhenItIsDecided() {
    Application after =
        Apps.shop(
            """
            operation: {sync: {revision: abc}, initiatedBy: {automated: true}}
            status: {operationState: {phase: Running, startedAt: "2026-01-01T00:00:05Z"}}
            """);

    assertThat(transition(Apps.shop(""), after)).containsExactly(new SyncStarted(true, "", "abc"));
    assertThat(transition(after, after)).isEmpty();
  }

  @Test
  void tellsOfASyncThatAUserAskedForWhenItStarts() {
    String asked = "operation: {sync: {revisions: [abc, def]}, initiatedBy: {username: admin}}\n";
    Application after =
        Apps.shop(
            asked
                + """
                status: {operationState: {phase: Running, startedAt: "2026-01-01T00:00:05Z"}}
                """);

    assertThat(transition(Apps.shop(asked), after))
        .containsExactly(new SyncStarted(false, "admin", "abc, def"));
  }

  @Test
  void tellsOnceThatAnOperationEnded() {
    Application after = Apps.ended(5, "Succeeded", "", "revision: main");

    assertThat(transition(Apps.syncing(5, ""), after))
        .containsExactly(new OperationEnded(state(after)));
    assertThat(transition(after, after)).isEmpty();
  }

  @Test
  void tellsOfAnOperationThatEndedBeforeItWasSeenRunning() {
    Application before = Apps.ended(1, "Succeeded", "", "revision: main");
    Application after = Apps.ended(5, "Failed", "no", "revision: main");

    assertThat(transition(before, after)).containsExactly(new OperationEnded(state(after)));
  }

  @Test
  void tellsNothingOfATryThatIsRepeated() {
    Application before = Apps.syncing(5, "");
    Application after =
        before.withStatus(before.status().withOperationState(state(before).withRetryCount(1)));

    assertThat(transition(before, after)).isEmpty();
  }

  @Test
  void tellsOfTheNextOperation() {
    Application before = Apps.ended(1, "Failed", "no", "revision: main");

    assertThat(transition(before, Apps.syncing(9, "")))
        .containsExactly(new SyncStarted(false, "", "main"));
  }

  @Test
  void tellsOnceWhyWhatItManagesIsNotDeleted() {
    Application after = Apps.shop("status: {conditions: [{type: DeletionError, message: stuck}]}");

    assertThat(transition(Apps.shop(""), after)).containsExactly(new DeletionFailed("stuck"));
    assertThat(transition(after, after)).isEmpty();
  }

  private static List<AppEvent> transition(Application before, Application after) {
    return EventsOf.transition(
        before, after, health -> health.equals("Degraded") ? List.of(WEB) : List.of());
  }

  private static Application status(String sync, String health) {
    return Apps.shop("status: {sync: {status: %s}, health: {status: %s}}".formatted(sync, health));
  }

  private static io.tiphys.model.application.OperationState state(Application app) {
    return java.util.Objects.requireNonNull(app.status().operationState());
  }
}
