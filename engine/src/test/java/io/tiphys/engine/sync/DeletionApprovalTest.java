package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeletionApprovalTest {

  @ParameterizedTest
  @CsvSource({
    "'', '', false",
    "'', Delete=confirm, true",
    "'', Prune=confirm, true",
    "Delete=confirm, '', true",
    "Prune=confirm, '', true",
    "Prune=confirm, Prune=true, false",
    "Prune=confirm, Delete=false, true",
    "Prune=false, Prune=false, false"
  })
  void somebodyIsAskedWhenTheObjectOrElseItsApplicationSaysSo(
      String application, String object, boolean isNeeded) {
    assertThat(
            DeletionApproval.isNeeded(
                new SyncOptions(List.of(application)), new SyncOptions(List.of(object))))
        .isEqualTo(isNeeded);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-01T10:00:00Z, true",
    "2026-01-01T12:00:01+02:00, true",
    "2026-01-01T09:59:59Z, false",
    "2026-01-01, false",
    "yes, false",
    "'', false"
  })
  void itHasToBeNoOlderThanWhatItIsFor(String approved, boolean given) {
    var app =
        model(
            """
            {"metadata":{"annotations":{"argocd.argoproj.io/deletion-approved":"%s"}}}\
            """
                .formatted(approved),
            Application.class);
    assertThat(DeletionApproval.isGiven(app, Instant.parse("2026-01-01T10:00:00Z")))
        .isEqualTo(given);
  }
}
