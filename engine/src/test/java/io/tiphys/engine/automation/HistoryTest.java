package io.tiphys.engine.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationInitiatorBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.RevisionHistory;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.application.SyncOperationResultBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

  private static final Instant STARTED = Instant.parse("2026-01-01T12:00:00Z");
  private static final Instant NOW = STARTED.plusSeconds(9);
  private static final OperationState STATE =
      OperationStateBuilder.builder()
          .startedAt(STARTED)
          .operation(
              OperationBuilder.builder()
                  .initiatedBy(OperationInitiatorBuilder.builder().username("kim").build())
                  .build())
          .build();
  private static final SyncOperationResult RESULT =
      SyncOperationResultBuilder.builder()
          .revision("abc")
          .source(ApplicationSourceBuilder.builder().repoURL("https://git/app").build())
          .build();

  @Test
  void remembersWhatWhoAndWhen() {
    RevisionHistory entry = History.append(List.of(), STATE, RESULT, NOW, null).getFirst();
    assertThat(entry.id()).isZero();
    assertThat(entry.revision()).isEqualTo("abc");
    assertThat(entry.source().repoURL()).isEqualTo("https://git/app");
    assertThat(entry.deployStartedAt()).isEqualTo(STARTED);
    assertThat(entry.deployedAt()).isEqualTo(NOW);
    assertThat(entry.initiatedBy().username()).isEqualTo("kim");
  }

  @Test
  void idsCountUpAndTheOldestGo() {
    List<RevisionHistory> history = List.of();
    for (int i = 0; i < 12; i++) {
      history = History.append(history, STATE, RESULT, NOW, null);
    }
    assertThat(history).extracting(RevisionHistory::id).hasSize(10).startsWith(2L).endsWith(11L);
    assertThat(History.append(history, STATE, RESULT, NOW, 2L))
        .extracting(RevisionHistory::id)
        .containsExactly(11L, 12L);
    assertThat(History.append(history, STATE, RESULT, NOW, 0L)).isEmpty();
  }

  @Test
  void severalSourcesHaveTheirOwnRevisions() {
    SyncOperationResult several =
        SyncOperationResultBuilder.builder()
            .sources(List.of(RESULT.source(), RESULT.source()))
            .revisions(List.of("a", "b"))
            .build();
    RevisionHistory entry = History.append(List.of(), STATE, several, NOW, null).getFirst();
    assertThat(entry.revision()).isEmpty();
    assertThat(entry.revisions()).containsExactly("a", "b");
  }
}
