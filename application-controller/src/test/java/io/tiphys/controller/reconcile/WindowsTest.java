package io.tiphys.controller.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.project.Project;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationInitiator;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.meta.ObjectMetaBuilder;
import io.tiphys.model.project.AppProjectSpecBuilder;
import io.tiphys.model.project.SyncWindow;
import io.tiphys.model.project.SyncWindowBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WindowsTest {

  private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

  private static final SyncWindow DENIES =
      SyncWindowBuilder.builder()
          .kind("deny")
          .schedule("0 11 * * *")
          .duration("2h")
          .applications(List.of("web"))
          .build();

  private static Application app(String name) {
    return ApplicationBuilder.builder()
        .metadata(ObjectMetaBuilder.builder().name(name).build())
        .build();
  }

  private static OperationState operation(boolean automated, String startedAt) {
    return OperationStateBuilder.builder()
        .operation(
            OperationBuilder.builder()
                .initiatedBy(OperationInitiator.EMPTY.withAutomated(automated))
                .build())
        .startedAt(Instant.parse(startedAt))
        .build();
  }

  private static Optional<String> closed(SyncWindow window, String app, OperationState operation) {
    var spec = AppProjectSpecBuilder.builder().syncWindows(List.of(window)).build();
    return Windows.closed(app(app), operation, new Project("team", spec), NOON);
  }

  @Test
  void anOperationWaitsForItsWindow() {
    var automated = operation(true, "2026-03-04T11:59:00Z");
    var manual = operation(false, "2026-03-04T11:59:00Z");
    assertThat(closed(DENIES, "web", automated)).contains("Sync operation blocked by sync window");
    assertThat(closed(DENIES, "web", manual)).contains("Sync operation blocked by sync window");
    assertThat(closed(DENIES, "api", automated)).isEmpty();
    assertThat(closed(DENIES.withManualSync(true), "web", manual)).isEmpty();
    assertThat(closed(DENIES.withManualSync(true), "web", automated)).isPresent();
  }

  @Test
  void oneThatBeganBeforeMayEnd() {
    var early = operation(true, "2026-03-04T10:59:00Z");
    assertThat(closed(DENIES, "web", early)).isPresent();
    assertThat(closed(DENIES.withSyncOverrun(true), "web", early)).isEmpty();
    var late = operation(true, "2026-03-04T11:01:00Z");
    assertThat(closed(DENIES.withSyncOverrun(true), "web", late)).isPresent();
  }

  @Test
  void aWindowThatCannotBeReadIsToldOf() {
    assertThat(closed(DENIES.withSchedule("noon"), "web", operation(false, "2026-03-04T11:01:00Z")))
        .contains(
            "Sync operation blocked by sync window: cannot parse schedule 'noon': expected exactly"
                + " 5 fields, found 1: [noon]");
  }
}
