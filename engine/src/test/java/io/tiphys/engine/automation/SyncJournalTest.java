package io.tiphys.engine.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationInitiatorBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationBuilder;
import io.tiphys.model.application.SyncOperationResourceBuilder;
import io.tiphys.model.application.SyncOperationResultBuilder;
import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SyncJournalTest {

  private static final SyncOperation WHOLE =
      SyncOperationBuilder.builder().revision("main").build();

  @Test
  void keepsWhatASyncThatWentWellWasMadeOf() {
    assertThat(SyncJournal.append("", ended("Succeeded", WHOLE, "done"), "d1", 7L))
        .contains(
            """
            [{"finishedAt":"2026-01-01T12:00:05Z","id":7,"message":"done","phase":"Succeeded",\
            "render":"d1","revisions":["1f3a"],"startedAt":"2026-01-01T12:00:00Z","who":"alice"}]\
            """);
  }

  @Test
  void keepsAFailureWithItsSourcesAndItsReason() {
    String journal =
        SyncJournal.append("", ended("Failed", WHOLE, "x".repeat(999)), "", null).orElseThrow();

    assertThat(journal)
        .contains(
            "\"phase\":\"Failed\"",
            "\"sources\":[{\"path\":\"web\",\"repoURL\":\"https://git/app\",\"targetRevision\":\"main\"}]",
            "\"message\":\"" + "x".repeat(256) + "\"")
        .doesNotContain("\"id\"", "\"render\"");
  }

  @Test
  void isNeitherADryRunNorAPart() {
    assertThat(
            SyncJournal.append(
                "",
                ended("Failed", SyncOperationBuilder.builder(WHOLE).dryRun(true).build(), ""),
                "",
                null))
        .isEmpty();
    SyncOperation part =
        SyncOperationBuilder.builder(WHOLE)
            .resources(
                List.of(SyncOperationResourceBuilder.builder().kind("Pod").name("p").build()))
            .build();
    assertThat(SyncJournal.append("", ended("Succeeded", part, ""), "", null)).isEmpty();
  }

  @Test
  void isBounded() {
    String journal = "";
    for (int i = 0; i < 50; i++) {
      journal =
          SyncJournal.append(journal, ended("Failed", WHOLE, "\u0001".repeat(256)), "", null)
              .orElseThrow();
      assertThat(journal.length()).isLessThanOrEqualTo(8192);
    }
    assertThat(JsonTree.listOrEmpty(JsonTree.parse(journal.getBytes(StandardCharsets.UTF_8))))
        .hasSizeBetween(2, 10);
  }

  @Test
  void whatSomebodyElseWroteThereIsBegunAnew() {
    assertThat(SyncJournal.append("{broken", ended("Failed", WHOLE, ""), "", null))
        .hasValueSatisfying(text -> assertThat(text).startsWith("[{\"finishedAt\""));
  }

  private static OperationState ended(String phase, SyncOperation sync, String message) {
    return OperationStateBuilder.builder()
        .operation(
            OperationBuilder.builder()
                .sync(sync)
                .initiatedBy(OperationInitiatorBuilder.builder().username("alice").build())
                .build())
        .phase(phase)
        .message(message)
        .syncResult(
            SyncOperationResultBuilder.builder()
                .revision("1f3a")
                .source(
                    ApplicationSourceBuilder.builder()
                        .repoURL("https://git/app")
                        .path("web")
                        .targetRevision("main")
                        .build())
                .build())
        .startedAt(Instant.parse("2026-01-01T12:00:00Z"))
        .finishedAt(Instant.parse("2026-01-01T12:00:05Z"))
        .build();
  }
}
