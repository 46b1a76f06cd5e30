package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.TestingManifests.named;
import static io.tiphys.engine.sync.TestingSync.crd;
import static io.tiphys.engine.sync.TestingSync.job;
import static io.tiphys.engine.sync.TestingSync.option;
import static io.tiphys.engine.sync.TestingSync.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncMachineTest {

  private static final Manifest DEPLOYMENT = named("apps/v1", "Deployment", "web", "front");

  private final Map<String, Manifest> cluster = new HashMap<>();

  private LiveObject look(Manifest object) {
    Manifest live = cluster.get(object.name());
    return live == null ? new LiveObject.Gone() : new LiveObject.Found(live);
  }

  private Turn next(SyncPlan plan, Progress progress) {
    return SyncMachine.next(plan, progress, this::look, TestingSync::health);
  }

  private Decision.Finished finished(SyncPlan plan, Progress progress) {
    return (Decision.Finished) next(plan, progress).decision();
  }

  private static Progress tried(SyncPlan plan) {
    return Progress.none().afterDryRun(plan, Map.of());
  }

  private Progress carry(SyncPlan plan, Progress progress, String... broken) {
    Turn turn = next(plan, progress);
    var outcomes = new LinkedHashMap<SyncTask, Outcome>();
    for (var group : ((Decision.Carry) turn.decision()).groups()) {
      for (SyncTask task : group) {
        String name = task.key().name();
        if (List.of(broken).contains(name)) {
          outcomes.put(task, new Outcome.Failed(name + " is invalid"));
        } else {
          cluster.put(name, task.object());
          outcomes.put(task, new Outcome.Done(name + " created"));
        }
      }
    }
    return turn.progress().record(outcomes);
  }

  private void health(String name, HealthStatusCode code) {
    cluster.computeIfPresent(name, (key, live) -> TestingSync.with(live, code));
  }

  @Test
  void nothingToDoIsASuccess() {
    assertThat(finished(new TestingSync().plan(), Progress.none()))
        .isEqualTo(
            new Decision.Finished(
                OperationPhase.SUCCEEDED, "successfully synced (no more tasks)", List.of()));
  }

  @Test
  @Behaviour("SYN-13")
  void everythingIsTriedOutBeforeAnythingIsTouched() {
    SyncPlan plan = new TestingSync().create(configMap("a")).create(wave(configMap("b"), 3)).plan();
    var dryRun = (Decision.DryRun) next(plan, Progress.none()).decision();
    assertThat(dryRun.groups().getFirst()).hasSize(2);
    Progress refused =
        Progress.none()
            .afterDryRun(
                plan,
                Map.of(
                    plan.tasks().getFirst(),
                    new Outcome.Failed("no such field"),
                    plan.tasks().getLast(),
                    new Outcome.Done("b created (dry run)")));
    assertThat(finished(plan, refused).message())
        .isEqualTo("one or more objects failed to apply (dry run), reason: no such field");
    assertThat(refused.results()).extracting(ResourceResult::name).containsExactly("a");
    assertThat(refused.results().getFirst().status()).isEqualTo("SyncFailed");
  }

  @Test
  void oneWaveEndsWhenItWasAppliedHoweverItDoes() {
    SyncPlan plan = new TestingSync().create(DEPLOYMENT).create(configMap("a")).plan();
    Progress done = carry(plan, tried(plan));
    health("front", HealthStatusCode.PROGRESSING);
    assertThat(finished(plan, done).message()).isEqualTo("successfully synced (all tasks run)");
    ResourceResult result = done.results().getLast();
    assertThat(result.kind()).isEqualTo("Deployment");
    assertThat(result.status()).isEqualTo("Synced");
    assertThat(result.hookPhase()).isEqualTo("Running");
    assertThat(result.syncPhase()).isEqualTo("Sync");
    assertThat(result.message()).isEqualTo("front created");
  }

  @Test
  void nextWaveWaitsForHealth() {
    SyncPlan plan =
        new TestingSync()
            .create(DEPLOYMENT)
            .create(named("apps/v1", "Deployment", "web", "gront"))
            .create(wave(configMap("late"), 1))
            .plan();
    Progress first = carry(plan, tried(plan));
    health("front", HealthStatusCode.PROGRESSING);
    health("gront", HealthStatusCode.PROGRESSING);
    assertThat(((Decision.Wait) next(plan, first).decision()).message())
        .isEqualTo("waiting for healthy state of apps/Deployment/front and 1 more resources");
    health("front", HealthStatusCode.HEALTHY);
    assertThat(((Decision.Wait) next(plan, first).decision()).message())
        .isEqualTo("waiting for healthy state of apps/Deployment/gront");
    health("gront", HealthStatusCode.HEALTHY);
    assertThat(next(plan, first).decision()).isInstanceOf(Decision.Carry.class);
    health("gront", HealthStatusCode.DEGRADED);
    assertThat(finished(plan, first).message())
        .isEqualTo(
            "one or more synchronization tasks completed unsuccessfully, reason: Deployment/gront is Degraded");
  }

  @Test
  void failureNamesItsReasonsAndStopsBeforeTheNextWave() {
    SyncPlan plan =
        new TestingSync()
            .create(configMap("a"))
            .create(configMap("b"))
            .create(wave(configMap("c"), 1))
            .plan();
    Progress failed = carry(plan, tried(plan), "a", "b");
    assertThat(finished(plan, failed))
        .isEqualTo(
            new Decision.Finished(
                OperationPhase.FAILED,
                "one or more objects failed to apply, reason: a is invalid,b is invalid",
                List.of()));
  }

  @Test
  void whatIsSaidOfAnObjectIsShortAndKeepsItsEnd() {
    SyncTask task = new TestingSync().create(configMap("a")).plan().tasks().getFirst();
    String said = "Invalid value: " + "x".repeat(100_000) + ": field is immutable";

    assertThat(Progress.none().record(task, new Outcome.Failed(said)).message(task))
        .startsWith("Invalid value: xxx")
        .contains("… (95939 characters left out) …")
        .endsWith("x: field is immutable")
        .hasSizeLessThan(4200);
  }

  @Test
  void objectThatVanishesIsNoEndlessWait() {
    SyncPlan plan = new TestingSync().create(DEPLOYMENT).create(wave(configMap("late"), 1)).plan();
    Progress first = carry(plan, tried(plan));
    cluster.clear();
    assertThat(finished(plan, first).message())
        .contains("Resource apps/Deployment/front is missing, it might have been deleted");
  }

  @Test
  void hookRunsIsAwaitedReleasedAndDeletedByItsPolicy() {
    SyncPlan plan =
        new TestingSync().create(configMap("a")).hook(job("db", "PreSync", "HookSucceeded")).plan();
    Progress started = carry(plan, tried(plan));
    assertThat(started.results().getFirst().hookType()).isEqualTo("PreSync");
    health("db", HealthStatusCode.PROGRESSING);
    Turn waiting = next(plan, started);
    assertThat(((Decision.Wait) waiting.decision()).message())
        .isEqualTo("waiting for completion of hook batch/Job/db");
    health("db", HealthStatusCode.HEALTHY);
    Turn ended = next(plan, started);
    assertThat(ended.decision()).isInstanceOf(Decision.ReleaseHooks.class);
    assertThat(ended.progress().results().getFirst().hookPhase()).isEqualTo("Succeeded");
    cluster.computeIfPresent("db", (key, live) -> live.without("metadata", "finalizers"));
    Progress applied = carry(plan, ended.progress());
    assertThat(finished(plan, applied).deleteHooks()).extracting(SyncTask::key).hasSize(1);
  }

  @Test
  void failedHookStartsTheSyncFailHooks() {
    SyncPlan plan =
        new TestingSync()
            .create(configMap("a"))
            .hook(job("db", "PreSync"))
            .hook(job("alarm", "SyncFail", "HookFailed"))
            .plan();
    Progress started = carry(plan, tried(plan));
    cluster.computeIfPresent(
        "db",
        (key, live) ->
            TestingSync.with(live, HealthStatusCode.DEGRADED)
                .with("backoff limit", "status", "message")
                .without("metadata", "finalizers"));
    Progress alarmed = carry(plan, started);
    assertThat(cluster).containsKey("alarm").doesNotContainKey("a");
    cluster.computeIfPresent("alarm", (key, live) -> live.without("metadata", "finalizers"));
    health("alarm", HealthStatusCode.HEALTHY);
    Decision.Finished end = finished(plan, alarmed);
    assertThat(end.phase()).isEqualTo(OperationPhase.FAILED);
    assertThat(end.message())
        .isEqualTo(
            "one or more synchronization tasks completed unsuccessfully, reason: backoff limit");
    assertThat(end.deleteHooks()).hasSize(1);
  }

  @Test
  void hookOfAnEarlierSyncMakesRoom() {
    SyncPlan plan = new TestingSync().hook(job("db", "PreSync")).plan();
    cluster.put("db", job("db", "PreSync"));
    var delete = (Decision.DeleteHooks) next(plan, tried(plan)).decision();
    assertThat(delete.hooks()).hasSize(1);
    cluster.put("db", job("db", "PreSync").with("now", "metadata", "deletionTimestamp"));
    assertThat(((Decision.Wait) next(plan, tried(plan)).decision()).message())
        .isEqualTo("waiting for deletion of hook batch/Job/db");
  }

  @Test
  void definitionIsEstablishedBeforeItsObjectsAreApplied() {
    SyncPlan plan =
        new TestingSync()
            .create(crd("Thing"))
            .create(named("x.io/v1", "Thing", "web", "thing"))
            .plan();
    Progress first = carry(plan, tried(plan));
    assertThat(cluster).containsOnlyKeys("Thing.x.io");
    health("Thing.x.io", HealthStatusCode.PROGRESSING);
    assertThat(((Decision.Wait) next(plan, first).decision()).message())
        .isEqualTo(
            "waiting for healthy state of"
                + " apiextensions.k8s.io/CustomResourceDefinition/Thing.x.io");
    health("Thing.x.io", HealthStatusCode.HEALTHY);
    Progress second = carry(plan, first);
    assertThat(cluster).containsKey("thing");
    assertThat(finished(plan, second).phase()).isEqualTo(OperationPhase.SUCCEEDED);
  }

  @Test
  void skippedPrunesAreRecordedWithTheirReason() {
    SyncPlan plan =
        new TestingSync()
            .prune()
            .extra(option(configMap("kept"), "Prune=false"))
            .extra(configMap("old"))
            .plan();
    Progress done = carry(plan, tried(plan));
    assertThat(done.results())
        .extracting(ResourceResult::name, ResourceResult::status)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("kept", "PruneSkipped"),
            org.assertj.core.groups.Tuple.tuple("old", "Pruned"));
    assertThat(done.results().getFirst().message()).isEqualTo("ignored (no prune)");
    assertThat(
            next(new TestingSync().extra(configMap("old")).plan(), Progress.none())
                .progress()
                .results()
                .getFirst()
                .message())
        .isEqualTo("ignored (requires pruning)");
  }

  @Test
  void pruneThatWantsConfirmationWaitsForIt() {
    SyncPlan plan =
        new TestingSync().prune().extra(option(configMap("db"), "Prune=confirm")).plan();
    assertThat(((Decision.Wait) next(plan, tried(plan)).decision()).message())
        .isEqualTo("Waiting for pruning confirmation of v1/ConfigMap/db");
  }

  @Test
  @Behaviour("SYN-39")
  void refusedObjectFailsTheSyncBeforeItBegins() {
    var forbids =
        new Admission() {
          @Override
          public boolean serves(GroupVersionKind kind) {
            return true;
          }

          @Override
          public Optional<String> refusal(Manifest object) {
            return object.kind().equals("Namespace")
                ? Optional.of("resource :Namespace is not permitted in project team")
                : Optional.empty();
          }
        };
    SyncPlan plan =
        new TestingSync()
            .create(configMap("a"))
            .create(named("v1", "Namespace", "", "n"))
            .plan(forbids);
    Turn turn = next(plan, Progress.none());
    assertThat(((Decision.Finished) turn.decision()).message())
        .isEqualTo(
            "one or more synchronization tasks are not valid: resource :Namespace is not permitted"
                + " in project team");
    assertThat(turn.progress().results())
        .extracting(ResourceResult::kind)
        .containsExactly("Namespace");
  }

  @Test
  void namespaceIsMadeBeforeTheDryRun() {
    var namespace =
        ManagedNamespace.of(
            "web", new SyncOptions(List.of("CreateNamespace=true")), null, Optional.empty());
    SyncPlan plan = new TestingSync().create(configMap("a")).namespace(namespace).plan();
    Progress made = carry(plan, Progress.none());
    assertThat(cluster).containsOnlyKeys("web");
    assertThat(next(plan, Progress.of(made.results())).decision())
        .isInstanceOf(Decision.DryRun.class);
    assertThat(finished(plan, carry(plan, Progress.none(), "web")).message())
        .isEqualTo("the namespace failed to apply, reason: web is invalid");
  }

  @Test
  @Behaviour("SYN-33")
  void dryRunOfAWholeSyncRecordsWhatWouldHappen() {
    SyncPlan plan =
        new TestingSync().dryRun().prune().create(configMap("a")).extra(configMap("b")).plan();
    assertThat(next(plan, Progress.none()).decision()).isInstanceOf(Decision.DryRun.class);
    Progress tried =
        Progress.none()
            .afterDryRun(
                plan,
                Map.of(plan.tasks().getFirst(), new Outcome.Done("configmap/a created (dry run)")));
    assertThat(finished(plan, tried).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    assertThat(tried.results())
        .extracting(ResourceResult::message)
        .containsExactly("configmap/a created (dry run)", "pruned (dry run)");
  }

  @Test
  @Behaviour("SYN-21")
  void whatIsInSyncIsNotAppliedWhenOnlyTheRestWasAskedFor() {
    SyncPlan plan =
        new TestingSync()
            .update(configMap("same"), configMap("same"), false)
            .update(configMap("other"), configMap("other"), true)
            .options("ApplyOutOfSyncOnly=true")
            .plan();
    Progress done = carry(plan, tried(plan));
    assertThat(cluster).containsOnlyKeys("other");
    assertThat(finished(plan, done).phase()).isEqualTo(OperationPhase.SUCCEEDED);
  }

  @Test
  void terminationDeletesRunningHooks() {
    SyncPlan plan = new TestingSync().create(configMap("a")).hook(job("db", "PreSync")).plan();
    Progress started = carry(plan, tried(plan));
    health("db", HealthStatusCode.PROGRESSING);
    Turn end = SyncMachine.terminate(plan, started, this::look, TestingSync::health);
    var finished = (Decision.Finished) end.decision();
    assertThat(finished.phase()).isEqualTo(OperationPhase.FAILED);
    assertThat(finished.message()).isEqualTo("Operation terminated");
    assertThat(finished.deleteHooks()).hasSize(1);
    assertThat(end.progress().results().getFirst().message()).isEqualTo("Terminated");
    assertThat(end.progress().results().getFirst().hookPhase()).isEqualTo("Failed");
  }

  @Test
  void interruptedDryRunThatFailedIsNoSuccess() {
    SyncPlan plan = new TestingSync().dryRun().create(configMap("a")).plan();
    Progress refused =
        Progress.none()
            .afterDryRun(plan, Map.of(plan.tasks().getFirst(), new Outcome.Failed("no")));
    assertThat(finished(plan, Progress.of(refused.results())).phase())
        .isEqualTo(OperationPhase.FAILED);
  }

  @Test
  void tenThousandObjectsAreDecidedAtOnce() {
    var sync = new TestingSync();
    for (int i = 0; i < 10_000; i++) {
      sync.create(wave(configMap("c" + i), i % 3));
    }
    for (int i = 0; i < 100; i++) {
      sync.create(crd("K" + i)).create(named("x.io/v1", "K" + i, "web", "k" + i));
    }
    SyncPlan plan = sync.plan();
    Progress definitions = carry(plan, tried(plan));
    for (int i = 0; i < 100; i++) {
      health("K" + i + ".x.io", HealthStatusCode.HEALTHY);
    }
    Progress all = carry(plan, carry(plan, carry(plan, definitions)));
    assertThat(finished(plan, all).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    assertThat(all.results()).hasSize(10_200);
  }

  @Test
  void leavesTheObjectsThatEndItToThemselves() {
    var plan = new TestingSync().create(DEPLOYMENT).plan();
    Progress progress = carry(plan, tried(plan));
    Turn end =
        SyncMachine.next(
            plan,
            progress,
            this::look,
            object -> Optional.of(new Health(HealthStatusCode.DEGRADED, "crashes")));

    assertThat(((Decision.Finished) end.decision()).phase()).isEqualTo(OperationPhase.SUCCEEDED);
    assertThat(end.progress().results().getFirst().hookPhase()).isEqualTo("Running");
  }
}
