package io.tiphys.engine.sync;

import static io.tiphys.engine.TestingManifests.configMap;
import static io.tiphys.engine.TestingManifests.named;
import static io.tiphys.engine.sync.TestingSync.crd;
import static io.tiphys.engine.sync.TestingSync.job;
import static io.tiphys.engine.sync.TestingSync.option;
import static io.tiphys.engine.sync.TestingSync.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.hook.Hook;
import io.tiphys.engine.sync.SyncStep.Apply;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.engine.tracking.Tracking;
import io.tiphys.model.application.ManagedNamespaceMetadata;
import io.tiphys.model.application.ManagedNamespaceMetadataBuilder;
import io.tiphys.model.application.SyncOperationResourceBuilder;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SyncPlanTest {

  private static final Manifest DEPLOYMENT = named("apps/v1", "Deployment", "web", "front");

  private static List<String> order(SyncPlan plan) {
    return plan.tasks().stream()
        .map(task -> task.phase().text() + task.wave() + " " + task.key().name())
        .toList();
  }

  private static Apply apply(SyncPlan plan) {
    return (Apply) plan.tasks().getFirst().step();
  }

  @Test
  @Behaviour("SYN-09")
  void phaseThenWaveThenKindThenName() {
    assertThat(
            order(
                new TestingSync()
                    .create(named("x.io/v1", "Odd", "web", "odd"))
                    .create(DEPLOYMENT)
                    .create(named("v1", "Service", "web", "b"))
                    .create(named("v1", "Service", "web", "a"))
                    .create(wave(configMap("late"), 2))
                    .create(wave(configMap("early"), -1))
                    .hook(job("after", "PostSync"))
                    .hook(job("before", "PreSync"))
                    .hook(job("alarm", "SyncFail"))
                    .hook(job("gone", "PostDelete"))
                    .plan()))
        .containsExactly(
            "PreSync0 before",
            "Sync-1 early",
            "Sync0 a",
            "Sync0 b",
            "Sync0 front",
            "Sync0 odd",
            "Sync2 late",
            "PostSync0 after",
            "SyncFail0 alarm");
  }

  @Test
  void definitionsAndNamespacesComeBeforeWhatNeedsThem() {
    assertThat(
            order(
                new TestingSync()
                    .create(wave(named("x.io/v1", "NetworkPolicy", "team", "thing"), -2))
                    .create(crd("NetworkPolicy"))
                    .create(wave(named("v1", "Namespace", "", "team"), 5))
                    .plan()))
        .containsExactly("Sync-2 team", "Sync-2 NetworkPolicy.x.io", "Sync-2 thing");
  }

  @Test
  @Behaviour({"SYN-10", "SYN-22"})
  void prunesGoInReverseOrderOfWaves() {
    var sync =
        new TestingSync()
            .prune()
            .create(wave(configMap("new"), 1))
            .extra(wave(configMap("first"), 0))
            .extra(wave(configMap("second"), 1))
            .extra(wave(configMap("third"), 5));
    assertThat(order(sync.plan()))
        .containsExactly("Sync0 third", "Sync1 new", "Sync1 second", "Sync5 first");
    assertThat(order(sync.options("PruneLast=true").plan()))
        .containsExactly("Sync1 new", "Sync6 first", "Sync6 second", "Sync6 third");
  }

  @Test
  @Behaviour({"SYN-23", "SYN-26"})
  void pruneOnlyOnRequestAndNotAgainstTheAnnotation() {
    var sync = new TestingSync().extra(configMap("a")).extra(option(configMap("b"), "Prune=false"));
    assertThat(sync.plan().tasks())
        .extracting(SyncTask::step)
        .containsExactly(
            new SyncStep.Skip(configMap("a"), SkipReason.REQUIRES_PRUNING),
            new SyncStep.Skip(option(configMap("b"), "Prune=false"), SkipReason.REQUIRES_PRUNING));
    assertThat(sync.prune().options("PrunePropagationPolicy=background").plan().tasks())
        .extracting(SyncTask::step)
        .containsExactly(
            new SyncStep.Prune(configMap("a"), PropagationPolicy.BACKGROUND, false),
            new SyncStep.Skip(option(configMap("b"), "Prune=false"), SkipReason.NO_PRUNE));
  }

  @Test
  @Behaviour("SYN-23")
  void theObjectsWordAboutPruningWinsOverTheApplications() {
    var sync =
        new TestingSync()
            .prune()
            .extra(configMap("a"))
            .extra(option(configMap("b"), "Prune=true"))
            .extra(option(configMap("c"), "Prune=confirm"))
            .extra(option(configMap("d"), "Prune=false"));
    assertThat(steps(sync.options("Prune=false")))
        .containsExactly("a NO_PRUNE", "b pruned", "c awaits", "d NO_PRUNE");
    assertThat(steps(sync.options("Prune=confirm")))
        .containsExactly("a awaits", "b pruned", "c awaits", "d NO_PRUNE");
    assertThat(steps(sync.confirmed()))
        .containsExactly("a pruned", "b pruned", "c pruned", "d NO_PRUNE");
  }

  private static List<String> steps(TestingSync sync) {
    return sync.plan().tasks().stream()
        .map(task ->
            task.key().name()
                + switch (task.step()) {
                  case SyncStep.Prune prune -> prune.awaitsConfirmation() ? " awaits" : " pruned";
                  case SyncStep.Skip skip -> " " + skip.reason();
                  case SyncStep.Apply _, SyncStep.RunHook _ -> " applied";
                })
        .toList();
  }

  @Test
  void aServerSideApplyTakesOverFromOneManagerUnlessToldNotTo() {
    var sync = new TestingSync().create(DEPLOYMENT);
    assertThat(apply(sync.plan()).options().migratesFrom()).contains("kubectl-client-side-apply");
    assertThat(
            apply(sync.options("ClientSideApplyMigration=false").plan()).options().migratesFrom())
        .isEmpty();
    assertThat(
            apply(
                    new TestingSync()
                        .create(option(DEPLOYMENT, "ClientSideApplyMigration=false"))
                        .plan())
                .options()
                .migratesFrom())
        .isEmpty();
  }

  @Test
  void modeFollowsOptionsAndTheObjectsWordWins() {
    assertThat(apply(new TestingSync().create(DEPLOYMENT).plan()).mode())
        .isEqualTo(ApplyMode.CLIENT_SIDE);
    var serverSide = new TestingSync().create(DEPLOYMENT).options("ServerSideApply=true");
    assertThat(apply(serverSide.plan()).mode()).isEqualTo(ApplyMode.SERVER_SIDE);
    assertThat(
            apply(
                    new TestingSync()
                        .create(option(DEPLOYMENT, "ServerSideApply=false"))
                        .options("ServerSideApply=true")
                        .plan())
                .mode())
        .isEqualTo(ApplyMode.CLIENT_SIDE);
    assertThat(
            apply(new TestingSync().create(option(DEPLOYMENT, "ServerSideApply=true")).plan())
                .mode())
        .isEqualTo(ApplyMode.SERVER_SIDE);
    Manifest role = named("rbac.authorization.k8s.io/v1", "Role", "web", "r");
    assertThat(apply(new TestingSync().create(role).plan()).mode())
        .isEqualTo(ApplyMode.RECONCILE_THEN_CLIENT_SIDE);
  }

  @Test
  void replaceNeverDeletesNamespacesAndDefinitions() {
    assertThat(apply(new TestingSync().create(DEPLOYMENT).options("Replace=true").plan()).mode())
        .isEqualTo(ApplyMode.CREATE);
    var replaced =
        apply(
            new TestingSync()
                .update(DEPLOYMENT, DEPLOYMENT, true)
                .options("Replace=true")
                .force()
                .plan());
    assertThat(replaced.mode()).isEqualTo(ApplyMode.REPLACE);
    assertThat(replaced.options().force()).isTrue();
    Manifest crd = crd("Thing");
    assertThat(
            apply(new TestingSync().update(crd, crd, true).options("Replace=true").plan()).mode())
        .isEqualTo(ApplyMode.UPDATE);
  }

  @Test
  void validationIsTurnedOffByEither() {
    assertThat(apply(new TestingSync().create(DEPLOYMENT).plan()).options().validate()).isTrue();
    assertThat(
            apply(new TestingSync().create(option(DEPLOYMENT, "Validate=false")).plan())
                .options()
                .validate())
        .isFalse();
    assertThat(
            apply(new TestingSync().create(DEPLOYMENT).options("Validate=false").plan())
                .options()
                .validate())
        .isFalse();
  }

  @Test
  void selectionLeavesOutTheRestAndUnknownOptionsDoNothing() {
    var front =
        SyncOperationResourceBuilder.builder()
            .group("apps")
            .kind("Deployment")
            .name("front")
            .build();
    assertThat(
            order(
                new TestingSync()
                    .create(DEPLOYMENT)
                    .create(configMap("a"))
                    .options("Unheard=of")
                    .select(new Selection(List.of(front)))
                    .plan()))
        .containsExactly("Sync0 front");
  }

  @Test
  void unnamedHookGetsTheSameNameInEveryPlan() {
    Manifest hook =
        job("", "PreSync").without("metadata", "name").with("Db-", "metadata", "generateName");
    SyncTask task = new TestingSync().hook(hook).plan().tasks().getFirst();
    assertThat(task.key().name()).isEqualTo("db-0123456-presync-1767225600");
    assertThat(task.object().at("metadata", "finalizers")).isEqualTo(List.of(Hook.FINALIZER));
    assertThat(task.object().annotation(Hook.RUN_ANNOTATION)).contains("1767225600.0.PreSync");
    assertThat(new TestingSync().hook(hook).skipHooks().plan().tasks()).isEmpty();
  }

  @Test
  void unnamedHookIsKnownAsTheApplicationsOwn() {
    var app = new AppInstance("shop");
    Manifest hook =
        job("", "PreSync").without("metadata", "name").with("db-", "metadata", "generateName");
    Manifest marked = Tracking.DEFAULT.mark(hook, app, "web");
    Manifest made = new TestingSync().hook(marked).plan().tasks().getFirst().object();
    assertThat(Tracking.DEFAULT.ownerOf(made)).contains(app);
  }

  @Test
  void kindThatNobodyServesIsRefusedUnlessItIsOnItsWay() {
    var noThings =
        new Admission() {
          @Override
          public boolean serves(GroupVersionKind kind) {
            return !kind.kind().equals("Thing");
          }

          @Override
          public Optional<String> refusal(Manifest object) {
            return object.kind().equals("Secret")
                ? Optional.of("resource :Secret is not permitted in project p")
                : Optional.empty();
          }
        };
    Manifest thing = named("x.io/v1", "Thing", "web", "t");
    assertThat(new TestingSync().create(thing).plan(noThings).refusals().values())
        .containsExactly(
            "The Kubernetes API could not find x.io/Thing for requested resource web/t. Make sure"
                + " the \"Thing\" CRD is installed on the destination cluster.");
    var coming = new TestingSync().create(thing).create(crd("Thing")).plan(noThings);
    assertThat(coming.refusals()).isEmpty();
    assertThat(((Apply) coming.tasks().getLast().step()).options().dryRun())
        .isEqualTo(DryRunMode.NONE);
    assertThat(
            new TestingSync()
                .create(option(thing, "SkipDryRunOnMissingResource=true"))
                .plan(noThings)
                .refusals())
        .isEmpty();
    assertThat(
            new TestingSync().create(named("v1", "Secret", "web", "s")).plan(noThings).refusals())
        .hasSize(1);
  }

  @Test
  void objectsOfANamespaceThatThisSyncMakesAreCheckedByTheSchemaOnly() {
    var plan =
        new TestingSync().create(configMap("a")).create(named("v1", "Namespace", "", "web")).plan();
    assertThat(((Apply) plan.tasks().getLast().step()).options().dryRun())
        .isEqualTo(DryRunMode.SCHEMA);
  }

  @Test
  void destinationsNamespaceIsMadeFirstAndKeptLabelled() {
    var options = new SyncOptions(List.of("CreateNamespace=true"));
    Manifest live = named("v1", "Namespace", "", "web");
    ManagedNamespaceMetadata metadata =
        ManagedNamespaceMetadataBuilder.builder()
            .labels(Map.of("team", "a"))
            .annotations(Map.of())
            .build();
    assertThat(ManagedNamespace.of("web", SyncOptions.NONE, null, Optional.empty())).isEmpty();
    assertThat(ManagedNamespace.of("", options, null, Optional.empty())).isEmpty();
    assertThat(ManagedNamespace.of("web", options, null, Optional.of(live))).isEmpty();
    var made =
        new TestingSync()
            .create(configMap("a"))
            .hook(job("before", "PreSync"))
            .namespace(ManagedNamespace.of("web", options, metadata, Optional.empty()))
            .plan();
    assertThat(made.namespace()).isEqualTo(Optional.of(made.tasks().getFirst().id()));
    assertThat(made.tasks().getFirst().object().label("team")).contains("a");
    assertThat(apply(made).mode()).isEqualTo(ApplyMode.SERVER_SIDE);
    assertThat(((Apply) made.tasks().getLast().step()).options().dryRun())
        .isEqualTo(DryRunMode.SERVER);
    var kept =
        new TestingSync()
            .namespace(ManagedNamespace.of("web", options, metadata, Optional.of(live)))
            .plan();
    assertThat(kept.namespace()).isEmpty();
    assertThat(kept.tasks()).hasSize(1);
    var own =
        new TestingSync()
            .create(wave(live, 3))
            .namespace(ManagedNamespace.of("web", options, null, Optional.empty()))
            .plan();
    assertThat(order(own)).containsExactly("Sync3 web");
  }

  @Test
  void whatIsMadeAgainIsNotTriedOutAgainstWhatIsThere() {
    assertThat(
            new TestingSync()
                .hook(job("named", "PreSync"))
                .hook(job("kept", "PreSync", "HookSucceeded"))
                .plan()
                .tasks())
        .extracting(task -> ((SyncStep.RunHook) task.step()).options().dryRun())
        .containsExactly(DryRunMode.SERVER, DryRunMode.SCHEMA);
    assertThat(
            apply(new TestingSync().update(DEPLOYMENT, DEPLOYMENT, true).force().plan())
                .options()
                .dryRun())
        .isEqualTo(DryRunMode.SCHEMA);
    Manifest binding = named("rbac.authorization.k8s.io/v1", "RoleBinding", "web", "b");
    assertThat(
            apply(
                    new TestingSync()
                        .update(
                            binding.with("new", "roleRef", "name"),
                            binding.with("old", "roleRef", "name"),
                            true)
                        .plan())
                .options()
                .dryRun())
        .isEqualTo(DryRunMode.SCHEMA);
  }
}
