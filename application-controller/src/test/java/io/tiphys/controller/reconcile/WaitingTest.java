package io.tiphys.controller.reconcile;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.sync.OperationRunner;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationInitiator;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationBuilder;
import io.tiphys.model.application.SyncOperationResourceBuilder;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {

  private static OperationState state(SyncOperation sync, boolean isAutomated) {
    var operation =
        OperationBuilder.builder()
            .sync(sync)
            .initiatedBy(OperationInitiator.EMPTY.withAutomated(isAutomated))
            .build();
    return OperationRunner.begin(operation, Instant.parse("2026-01-02T03:04:05Z"));
  }

  private static SyncOperation newest(OperationState state, String... revisions) {
    return requireNonNull(Waiting.newest(state, List.of(revisions)).operation().sync());
  }

  @Test
  void anAutomatedSyncThatHasNotBegunGoesToWhatGitHasNow() {
    var one = SyncOperationBuilder.builder().revision("old").build();
    assertThat(newest(state(one, true), "new").revision()).isEqualTo("new");
    assertThat(newest(state(one, true)).revision()).isEqualTo("old");

    var many = SyncOperationBuilder.builder().revisions(List.of("old", "same")).build();
    assertThat(newest(state(many, true), "new", "same").revisions()).containsExactly("new", "same");
  }

  @Test
  void whatAPersonAskedForStays() {
    var sync = SyncOperationBuilder.builder().revision("old").build();
    assertThat(newest(state(sync, false), "new").revision()).isEqualTo("old");
  }

  @Test
  void aSelfHealOfSomeObjectsLeavesANewerCommitToAWholeSync() {
    var some = SyncOperationResourceBuilder.builder().kind("ConfigMap").name("settings").build();
    var heal = SyncOperationBuilder.builder().revision("old").resources(List.of(some)).build();
    assertThat(newest(state(heal, true), "new").revision()).isEqualTo("old");
  }
}
