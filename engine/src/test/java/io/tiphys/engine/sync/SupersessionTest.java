package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.sync.Supersession.Verdict;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.OperationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SupersessionTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final List<String> NEWER = List.of("bbbb");

  private static Application app(String annotation, String policy, String state) {
    return model(
        """
        {"metadata":{"name":"web","annotations":{"tiphys.io/supersede-after":"%s"}},
        "spec":{"syncPolicy":%s},
        "status":{"operationState":%s}}\
        """
            .formatted(annotation, policy, state),
        Application.class);
  }

  private static final String AUTOMATED =
      """
      {"phase":"Running","startedAt":"2026-01-01T09:00:00Z",
      "operation":{"initiatedBy":{"automated":true},"sync":{"revision":"aaaa"},"retry":{"limit":5}},
      "syncResult":{"revision":"aaaa"}}\
      """;

  private static final String POLICY = "{\"automated\":{}}";

  private static Stall since(long seconds) {
    return new Stall(
        "waiting for completion of hook batch/Job/db",
        Set.of(),
        NOW.minusSeconds(seconds),
        false,
        Optional.empty());
  }

  private static Optional<String> of(Application app, List<String> wanted, Stall stall) {
    return switch (verdict(app, wanted, stall)) {
      case Verdict.GivesWay(var message) -> Optional.of(message);
      case Verdict.Stays(), Verdict.Later(_) -> Optional.empty();
    };
  }

  private static Verdict verdict(Application app, List<String> wanted, Stall stall) {
    OperationState state = app.status().operationState();
    if (state == null) {
      throw new AssertionError("no state");
    }
    return Supersession.of(app, state, Optional.of(stall), wanted, PATIENCE, NOW);
  }

  @Test
  void aNewerCommitTakesThePlaceOfAnAutomatedSyncThatHangs() {
    Application app = app("", POLICY, AUTOMATED);
    assertThat(of(app, NEWER, since(60)))
        .contains("superseded by bbbb, while it was waiting for completion of hook batch/Job/db");
    assertThat(of(app, NEWER, since(59))).isEmpty();
    assertThat(of(app, List.of("aaaa"), since(60))).isEmpty();
    assertThat(of(app, List.of(), since(60))).isEmpty();
  }

  @Test
  void whatDoesSomethingIsNotCutOff() {
    OperationState state = app("", POLICY, AUTOMATED).status().operationState();
    assertThat(state).isNotNull();
    assertThat(
            Supersession.of(
                app("", POLICY, AUTOMATED),
                Objects.requireNonNull(state),
                Optional.empty(),
                NEWER,
                PATIENCE,
                NOW))
        .isEqualTo(new Verdict.Stays());
  }

  @Test
  void aSyncThatDoesNotHangYetIsAskedWhenItDoes() {
    Application app = app("", POLICY, AUTOMATED);
    assertThat(verdict(app, NEWER, since(40))).isEqualTo(new Verdict.Later(NOW.plusSeconds(20)));
    assertThat(verdict(app("10m", POLICY, AUTOMATED), NEWER, since(40)))
        .isEqualTo(new Verdict.Later(NOW.plusSeconds(560)));
    assertThat(verdict(app, List.of("aaaa"), since(40))).isEqualTo(new Verdict.Stays());
    var runs = new Stall("a hook that runs", Set.of(), NOW, true, Optional.empty());
    assertThat(verdict(app, NEWER, runs)).isEqualTo(new Verdict.Stays());
  }

  @Test
  void aSyncThatSomebodyAskedForIsTheirs() {
    String manual = AUTOMATED.replace("\"automated\":true", "\"username\":\"alice\"");
    assertThat(of(app("", POLICY, manual), NEWER, since(3600))).isEmpty();
    assertThat(of(app("", "{}", AUTOMATED), NEWER, since(3600))).isEmpty();
  }

  @Test
  void theApplicationMaySayHowLongOrNever() {
    assertThat(of(app("never", POLICY, AUTOMATED), NEWER, since(3600))).isEmpty();
    assertThat(of(app("10m", POLICY, AUTOMATED), NEWER, since(599))).isEmpty();
    assertThat(of(app("10m", POLICY, AUTOMATED), NEWER, since(600))).isPresent();
    assertThat(of(app("5s", POLICY, AUTOMATED), NEWER, since(5))).isPresent();
  }

  @Test
  void anAttemptThatIsDueLaterIsNotWaitedFor() {
    String failed =
        AUTOMATED.replace(
            "\"startedAt\"",
            "\"finishedAt\":\"2026-01-01T09:59:59Z\",\"retryCount\":1,\"startedAt\"");
    assertThat(of(app("", POLICY, failed), NEWER, since(0)))
        .contains("superseded by bbbb, while it waited for another attempt");
  }

  @Test
  void whatIsTerminatedAlreadyIsNotTerminatedAgain() {
    String terminating = AUTOMATED.replace("Running", "Terminating");
    assertThat(of(app("", POLICY, terminating), NEWER, since(3600))).isEmpty();
  }

  @Test
  void theEndSaysWhy() {
    assertThat(Supersession.ending("Operation terminated", "superseded by bbbb, while x"))
        .isEqualTo("Operation terminated, superseded by bbbb, while x");
    assertThat(Supersession.ending("Operation terminated", "waiting for y"))
        .isEqualTo("Operation terminated");
  }
}
