package io.tiphys.engine.sync;

import io.tiphys.engine.TestingManifests;
import io.tiphys.engine.health.Health;
import io.tiphys.engine.health.HealthStatusCode;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A sync to be asked for in a test.
final class TestingSync {

  static final Instant STARTED = Instant.parse("2026-01-01T00:00:00Z");

  static final Admission EVERYTHING =
      new Admission() {
        @Override
        public boolean serves(GroupVersionKind kind) {
          return true;
        }

        @Override
        public Optional<String> refusal(Manifest object) {
          return Optional.empty();
        }
      };

  private final List<SyncTarget> objects = new ArrayList<>();
  private final List<Manifest> hooks = new ArrayList<>();
  private Optional<ManagedNamespace> namespace = Optional.empty();
  private SyncOptions options = SyncOptions.NONE;
  private boolean prune;
  private boolean confirmed;
  private boolean dryRun;
  private boolean force;
  private boolean skipHooks;
  private Selection selection = Selection.ALL;

  TestingSync create(Manifest target) {
    objects.add(new SyncTarget(Optional.of(target), Optional.empty(), true));
    return this;
  }

  TestingSync update(Manifest target, Manifest live, boolean outOfSync) {
    objects.add(new SyncTarget(Optional.of(target), Optional.of(live), outOfSync));
    return this;
  }

  TestingSync extra(Manifest live) {
    objects.add(new SyncTarget(Optional.empty(), Optional.of(live), true));
    return this;
  }

  TestingSync hook(Manifest hook) {
    hooks.add(hook);
    return this;
  }

  TestingSync namespace(Optional<ManagedNamespace> wanted) {
    namespace = wanted;
    return this;
  }

  TestingSync options(String... words) {
    options = new SyncOptions(List.of(words));
    return this;
  }

  TestingSync prune() {
    prune = true;
    return this;
  }

  TestingSync confirmed() {
    confirmed = true;
    return this;
  }

  TestingSync dryRun() {
    dryRun = true;
    return this;
  }

  TestingSync force() {
    force = true;
    return this;
  }

  TestingSync skipHooks() {
    skipHooks = true;
    return this;
  }

  TestingSync select(Selection resources) {
    selection = resources;
    return this;
  }

  SyncPlan plan() {
    return plan(EVERYTHING);
  }

  SyncPlan plan(Admission admission) {
    return SyncPlan.of(
        new SyncRequest(
            objects,
            hooks,
            namespace,
            new SyncRequest.Settings(
                options,
                prune,
                confirmed,
                dryRun,
                force,
                skipHooks,
                selection,
                "0123456789abcdef",
                STARTED,
                0,
                "kubectl-client-side-apply")),
        admission);
  }

  static Manifest wave(Manifest object, int wave) {
    return TestingManifests.annotated(
        object, "argocd.argoproj.io/sync-wave", Integer.toString(wave));
  }

  static Manifest option(Manifest object, String words) {
    return TestingManifests.annotated(object, SyncOptions.ANNOTATION, words);
  }

  static Manifest job(String name, String phases, String... policies) {
    Manifest job =
        TestingManifests.annotated(
            TestingManifests.named("batch/v1", "Job", "web", name),
            "argocd.argoproj.io/hook",
            phases);
    return policies.length == 0
        ? job
        : TestingManifests.annotated(
            job, "argocd.argoproj.io/hook-delete-policy", String.join(",", policies));
  }

  static Manifest crd(String kind) {
    return TestingManifests.named(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", "", kind + ".x.io")
        .with("x.io", "spec", "group")
        .with(kind, "spec", "names", "kind");
  }

  /// Health by a word in the status; none where there is no word.
  static Optional<Health> health(Manifest live) {
    return HealthStatusCode.of(live.text("status", "health"))
        .map(code -> new Health(code, live.text("status", "message")));
  }

  static Manifest with(Manifest object, HealthStatusCode code) {
    return object.with(code.text(), "status", "health");
  }
}
