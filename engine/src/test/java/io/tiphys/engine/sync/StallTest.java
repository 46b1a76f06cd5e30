package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.annotated;
import static io.tiphys.engine.TestingManifests.manifest;
import static io.tiphys.engine.TestingManifests.named;
import static io.tiphys.engine.sync.TestingSync.job;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.health.Health;
import io.tiphys.model.manifest.Manifest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StallTest {

  private static final Instant NOW = Instant.parse("2026-01-01T10:00:00Z");
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Manifest DEPLOYMENT = named("apps/v1", "Deployment", "web", "front");

  private static Stall look(
      SyncTask task, String message, Manifest live, Optional<Stall> before, long second) {
    return Stall.of(
        new Decision.Wait(message, List.of(task)),
        before,
        object -> new LiveObject.Found(live),
        Health::of,
        NOW.plusSeconds(second));
  }

  private static SyncTask task(SyncPlan plan) {
    return plan.tasks().getFirst();
  }

  private static Manifest rollout(int available) {
    return manifest(
        """
        {'apiVersion':'apps/v1','kind':'Deployment','metadata':{'name':'front','namespace':'web',
        'generation':1},'spec':{'replicas':3},'status':{'observedGeneration':1,'replicas':3,
        'updatedReplicas':3,'availableReplicas':%d,
        'conditions':[{'type':'Progressing','lastUpdateTime':'2026-01-01T10:00:%02dZ'}]}}\
        """
            .formatted(available, available));
  }

  private static Manifest running(String status) {
    return job("db", "PreSync").with(manifest(status).content(), "status");
  }

  @Test
  void whatIsAlwaysTheSameHangs() {
    SyncTask task = task(new TestingSync().create(DEPLOYMENT).plan());
    Stall first = look(task, "waiting for x", rollout(0), Optional.empty(), 0);
    Stall later = look(task, "waiting for x", rollout(0), Optional.of(first), 60);

    assertThat(isHanging(first, NOW)).isFalse();
    assertThat(first.message("waiting for x", NOW)).isEqualTo("waiting for x");
    assertThat(isHanging(later, NOW.plusSeconds(60))).isTrue();
    assertThat(later.message("waiting for x", NOW.plusSeconds(60)))
        .isEqualTo(
            "waiting for x: Waiting for rollout to finish: 0 of 3 updated replicas are"
                + " available... (no progress since 2026-01-01T10:00:00Z)");
  }

  @Test
  void aNewStateIsProgressAndOneThatComesAgainIsNone() {
    SyncTask task = task(new TestingSync().create(DEPLOYMENT).plan());
    Stall stall = look(task, "waiting", rollout(0), Optional.empty(), 0);
    stall = look(task, "waiting", rollout(1), Optional.of(stall), 50);
    assertThat(stall.since()).isEqualTo(NOW.plusSeconds(50));

    stall = look(task, "waiting", rollout(0), Optional.of(stall), 80);
    stall = look(task, "waiting", rollout(1), Optional.of(stall), 110);
    assertThat(stall.since()).isEqualTo(NOW.plusSeconds(50));
    assertThat(isHanging(stall, NOW.plusSeconds(110))).isTrue();
  }

  @Test
  void aHookThatRunsDoesNotHangUnlessItSaysHowLongItMay() {
    SyncTask task = task(new TestingSync().hook(job("db", "PreSync")).plan());
    Manifest runs = running("{'active':1,'ready':1,'startTime':'2026-01-01T10:00:00Z'}");
    Stall stall = look(task, "waiting", runs, Optional.empty(), 0);
    assertThat(isHanging(stall, NOW.plusSeconds(86_400))).isFalse();

    Stall limited =
        look(task, "waiting", annotated(runs, Stall.ANNOTATION, "10m"), Optional.empty(), 0);
    assertThat(isHanging(limited, NOW.plusSeconds(599))).isFalse();
    assertThat(isHanging(limited, NOW.plusSeconds(600))).isTrue();
  }

  @Test
  void aHookOfWhichNothingRunsHangs() {
    SyncTask task = task(new TestingSync().hook(job("db", "PreSync")).plan());
    Manifest pending = running("{'active':1,'ready':0,'startTime':'2026-01-01T10:00:00Z'}");
    Stall stall = look(task, "waiting", pending, Optional.empty(), 0);
    assertThat(isHanging(stall, NOW.plusSeconds(60))).isTrue();
  }

  @Test
  void whatNobodyKnowsIsBelievedToRunOnceItsControllerSpoke() {
    Manifest workflow =
        annotated(
            named("argoproj.io/v1alpha1", "Workflow", "web", "flow"),
            "argocd.argoproj.io/hook",
            "PreSync");
    SyncTask task = task(new TestingSync().hook(workflow).plan());
    Stall silent = look(task, "waiting", workflow, Optional.empty(), 0);
    assertThat(isHanging(silent, NOW.plusSeconds(60))).isTrue();

    Stall speaks =
        look(task, "waiting", workflow.with("Running", "status", "phase"), Optional.empty(), 0);
    assertThat(isHanging(speaks, NOW.plusSeconds(60))).isFalse();
  }

  @Test
  void countersThatNeverEndAreNoEndlessProgress() {
    SyncTask task = task(new TestingSync().create(DEPLOYMENT).plan());
    Optional<Stall> stall = Optional.empty();
    for (int i = 0; i < 500; i++) {
      stall = Optional.of(look(task, "waiting", rollout(i), stall, i * 10L));
    }
    assertThat(stall.orElseThrow().since()).isBefore(NOW.plusSeconds(1_100));
    assertThat(stall.orElseThrow().seen()).hasSizeLessThanOrEqualTo(100);
  }

  private static boolean isHanging(Stall stall, Instant now) {
    return stall.hangsAt(PATIENCE).filter(at -> !at.isAfter(now)).isPresent();
  }
}
