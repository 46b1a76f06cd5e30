package io.tiphys.engine.automation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.automation.AutoSyncDecision.Later;
import io.tiphys.engine.automation.AutoSyncDecision.Refused;
import io.tiphys.engine.automation.AutoSyncDecision.Skip;
import io.tiphys.engine.automation.AutoSyncDecision.Start;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationBuilder;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpecBuilder;
import io.tiphys.model.application.ApplicationStatusBuilder;
import io.tiphys.model.application.Operation;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.OperationStateBuilder;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.application.ResourceStatusBuilder;
import io.tiphys.model.application.SyncOperation;
import io.tiphys.model.application.SyncOperationBuilder;
import io.tiphys.model.application.SyncOperationResource;
import io.tiphys.model.application.SyncOperationResultBuilder;
import io.tiphys.model.application.SyncPolicyAutomated;
import io.tiphys.model.application.SyncPolicyAutomatedBuilder;
import io.tiphys.model.application.SyncPolicyBuilder;
import io.tiphys.model.application.SyncStatus;
import io.tiphys.model.application.SyncStatusBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AutoSyncTest {

  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final SyncPolicyAutomated PLAIN = SyncPolicyAutomatedBuilder.builder().build();
  private static final SyncPolicyAutomated HEAL =
      SyncPolicyAutomatedBuilder.builder().selfHeal(true).build();
  private static final SyncPolicyAutomated PRUNE =
      SyncPolicyAutomatedBuilder.builder().prune(true).build();
  private static final ResourceStatus DRIFTED = resource("drifted", "OutOfSync", false);
  private static final ResourceStatus EXTRA = resource("extra", "OutOfSync", true);

  private static ResourceStatus resource(String name, String status, boolean prune) {
    return ResourceStatusBuilder.builder()
        .kind("ConfigMap")
        .namespace("web")
        .name(name)
        .status(status)
        .requiresPruning(prune)
        .build();
  }

  private static ApplicationSource source(String path, String target) {
    return ApplicationSourceBuilder.builder()
        .repoURL("https://git/app")
        .path(path)
        .targetRevision(target)
        .build();
  }

  private static Application app(
      @Nullable SyncPolicyAutomated automated, @Nullable OperationState last) {
    return ApplicationBuilder.builder()
        .spec(
            ApplicationSpecBuilder.builder()
                .source(source("web", "main"))
                .syncPolicy(
                    SyncPolicyBuilder.builder()
                        .automated(automated)
                        .syncOptions(List.of("CreateNamespace=true"))
                        .build())
                .build())
        .status(ApplicationStatusBuilder.builder().operationState(last).build())
        .build();
  }

  private static OperationState last(String phase, String revision, long attempts) {
    return OperationStateBuilder.builder()
        .phase(phase)
        .message("it broke")
        .finishedAt(NOW.minusSeconds(1))
        .operation(
            OperationBuilder.builder()
                .sync(SyncOperationBuilder.builder().autoHealAttemptsCount(attempts).build())
                .build())
        .syncResult(
            SyncOperationResultBuilder.builder()
                .revision(revision)
                .source(source("web", "main"))
                .build())
        .build();
  }

  private static SyncStatus compared(String status) {
    return SyncStatusBuilder.builder().status(status).revision("new").build();
  }

  private static AutoSyncDecision decide(Application app, ResourceStatus... resources) {
    return AutoSync.decide(
        app, compared("OutOfSync"), List.of(resources), true, SelfHeal.DEFAULT, NOW);
  }

  private static SyncOperation started(AutoSyncDecision decision) {
    assertThat(decision).isInstanceOf(Start.class);
    return Objects.requireNonNull(((Start) decision).operation().sync());
  }

  @Test
  void newRevisionIsSynced() {
    AutoSyncDecision decision = decide(app(PLAIN, last("Succeeded", "old", 3)), DRIFTED);
    SyncOperation sync = started(decision);
    assertThat(sync.revision()).isEqualTo("new");
    assertThat(sync.prune()).isFalse();
    assertThat(sync.syncOptions()).containsExactly("CreateNamespace=true");
    assertThat(sync.resources()).isEmpty();
    assertThat(sync.autoHealAttemptsCount()).isZero();
    Operation operation = ((Start) decision).operation();
    assertThat(operation.initiatedBy().automated()).isTrue();
    assertThat(operation.retry().limit()).isEqualTo(5);
  }

  @Test
  void firstSyncNeedsNoHistory() {
    assertThat(started(decide(app(PLAIN, null), DRIFTED)).revision()).isEqualTo("new");
  }

  @Test
  void offMeansOff() {
    assertThat(decide(app(null, null), DRIFTED)).isInstanceOf(Skip.class);
    var disabled = SyncPolicyAutomatedBuilder.builder().enabled(false).build();
    assertThat(decide(app(disabled, null), DRIFTED)).isInstanceOf(Skip.class);
    var enabled = SyncPolicyAutomatedBuilder.builder().enabled(true).build();
    assertThat(decide(app(enabled, null), DRIFTED)).isInstanceOf(Start.class);
  }

  @Test
  void runningOperationIsLeftAlone() {
    assertThat(decide(app(PLAIN, last("Running", "old", 0)), DRIFTED))
        .isEqualTo(new Skip("another operation is in progress"));
    Application asked =
        ApplicationBuilder.builder(app(PLAIN, null))
            .operation(OperationBuilder.builder().build())
            .build();
    assertThat(decide(asked, DRIFTED)).isEqualTo(new Skip("another operation is in progress"));
  }

  @Test
  void onlyWhatIsOutOfSyncIsSynced() {
    for (String status : List.of("Synced", "Unknown")) {
      assertThat(
              AutoSync.decide(
                  app(HEAL, null), compared(status), List.of(), true, SelfHeal.DEFAULT, NOW))
          .isEqualTo(new Skip("application status is " + status));
    }
  }

  @Test
  void extraObjectsAloneAreNoReasonWithoutPrune() {
    assertThat(decide(app(PLAIN, null), EXTRA)).isInstanceOf(Skip.class);
    assertThat(decide(app(PLAIN, null), EXTRA, DRIFTED)).isInstanceOf(Start.class);
  }

  @Test
  void oneAttemptForARevision() {
    assertThat(decide(app(PLAIN, last("Succeeded", "new", 0)), DRIFTED))
        .isEqualTo(new Skip("most recent sync already to [new]"));
    assertThat(decide(app(HEAL, last("Failed", "new", 0)), DRIFTED))
        .isEqualTo(new Refused("Failed last sync attempt to [new]: it broke"));
  }

  @Test
  void otherParametersAreAnotherAttempt() {
    Application app = app(PLAIN, last("Failed", "new", 0));
    Application other =
        ApplicationBuilder.builder(app)
            .spec(ApplicationSpecBuilder.builder(app.spec()).source(source("api", "main")).build())
            .build();
    assertThat(decide(other, DRIFTED)).isInstanceOf(Start.class);
    Application renamed =
        ApplicationBuilder.builder(app)
            .spec(ApplicationSpecBuilder.builder(app.spec()).source(source("web", "v1")).build())
            .build();
    assertThat(decide(renamed, DRIFTED)).isInstanceOf(Refused.class);
  }

  @Test
  void attemptWithoutResultIsNotRepeatedForEver() {
    OperationState nothing =
        OperationStateBuilder.builder(last("Error", "x", 0)).syncResult(null).build();
    assertThat(decide(app(PLAIN, nothing), DRIFTED))
        .isEqualTo(new Refused("Failed last sync attempt to []: it broke"));
  }

  @Test
  void driftIsHealedObjectByObject() {
    SyncOperation sync =
        started(
            decide(
                app(HEAL, last("Succeeded", "new", 0)),
                DRIFTED,
                resource("fine", "Synced", false)));
    assertThat(sync.autoHealAttemptsCount()).isEqualTo(1);
    assertThat(sync.resources()).extracting(SyncOperationResource::name).containsExactly("drifted");
  }

  @Test
  void healingInARowSlowsDownAndCalmForgets() {
    assertThat(decide(app(HEAL, last("Succeeded", "new", 2)), DRIFTED))
        .isEqualTo(
            new Later(NOW.minusSeconds(1).plusSeconds(6), "already attempted sync to [new]"));
    OperationState longAgo =
        OperationStateBuilder.builder(last("Succeeded", "new", 9))
            .finishedAt(NOW.minusSeconds(3600))
            .build();
    assertThat(started(decide(app(HEAL, longAgo), DRIFTED)).autoHealAttemptsCount()).isEqualTo(1);
  }

  @Test
  void pausesOfSelfHeal() {
    assertThat(SelfHeal.DEFAULT.pause(0)).isZero();
    assertThat(SelfHeal.DEFAULT.pause(1)).isEqualTo(Duration.ofSeconds(2));
    assertThat(SelfHeal.DEFAULT.pause(3)).isEqualTo(Duration.ofSeconds(18));
    assertThat(SelfHeal.DEFAULT.pause(100)).isEqualTo(Duration.ofSeconds(300));
    var fixed =
        new SelfHeal(
            Duration.ZERO,
            3,
            Duration.ofSeconds(300),
            Duration.ofSeconds(5),
            Duration.ofSeconds(330));
    assertThat(fixed.pause(7)).isEqualTo(Duration.ofSeconds(5));
  }

  @Test
  void wipingOutEverythingIsRefusedUnlessAllowed() {
    assertThat(decide(app(PRUNE, null), EXTRA))
        .isEqualTo(
            new Refused("Skipping sync attempt to [new]: auto-sync will wipe out all resources"));
    assertThat(started(decide(app(PRUNE, null), EXTRA, DRIFTED)).prune()).isTrue();
    var allowed = SyncPolicyAutomatedBuilder.builder().prune(true).allowEmpty(true).build();
    assertThat(decide(app(allowed, null), EXTRA)).isInstanceOf(Start.class);
  }
}
