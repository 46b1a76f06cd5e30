package io.tiphys.engine.deletion;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.TestingManifests;
import io.tiphys.engine.sync.SyncOptions;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletionPlanTest {

  private static final Staying RULES = rules();

  /// @param options of the Application
  private static Staying rules(String... options) {
    return new Staying(
        new SyncOptions(List.of(options)),
        object -> object.name().equals("self"),
        object -> object.name().equals("foreign") ? Optional.of("not permitted") : Optional.empty(),
        "shared"::equals);
  }

  @Test
  void theHighestWaveGoesFirst() {
    var plan = plan(false, object("first", "-1"), object("second", ""), object("third", "5"));

    assertThat(plan.delete()).extracting(Manifest::name).containsExactly("third");
    assertThat(plan.later()).isEqualTo(2);
  }

  @Test
  void theNextWaveWaitsForWhatIsBeingDeleted() {
    var plan = plan(false, object("first", "0"), deleting("third", "5"));

    assertThat(plan.delete()).isEmpty();
    assertThat(plan.awaited()).extracting(Manifest::name).containsExactly("third");
    assertThat(plan.isDone()).isFalse();
  }

  @Test
  void someObjectsOutliveTheirApplication() {
    var plan =
        plan(
            false,
            annotated("optionally", "argocd.argoproj.io/sync-options", "Prune=false, Delete=false"),
            annotated("kept", "helm.sh/resource-policy", "keep"),
            object("foreign", "0"),
            object("self", "0"),
            of("apiextensions.k8s.io/v1", "CustomResourceDefinition", "things.a.b"),
            of("v1", "Namespace", "shared"),
            of("v1", "Namespace", "kube-system"));

    assertThat(plan.isDone()).isTrue();
    assertThat(plan.staying()).hasSize(7);
    assertThat(plan(false, of("v1", "Namespace", "own")).delete()).hasSize(1);
  }

  @Test
  void nothingGoesBeforeSomebodyAgreed() {
    Manifest precious = annotated("precious", "argocd.argoproj.io/sync-options", "Delete=confirm");
    var plan = plan(false, precious, object("other", "3"));

    assertThat(plan.delete()).isEmpty();
    assertThat(plan.confirmation())
        .isEqualTo(
            "waiting for confirmation to delete /ConfigMap/web/precious: annotate the Application"
                + " with argocd.argoproj.io/deletion-approved=<the time now>");
    assertThat(plan(true, precious, object("other", "3")).delete())
        .extracting(Manifest::name)
        .containsExactly("other");
  }

  @Test
  void theObjectsWordAboutItsDeletionWinsOverTheApplications() {
    Manifest plain = object("plain", "0");
    Manifest free = annotated("free", "argocd.argoproj.io/sync-options", "Delete=true");
    var live = List.of(plain, free);

    var kept = DeletionPlan.of(live, rules("Delete=false"), false);
    assertThat(kept.delete()).containsExactly(free);
    assertThat(kept.staying()).containsEntry(plain.key(), "the sync option Delete=false says so");

    var asked = DeletionPlan.of(live, rules("Delete=confirm"), false);
    assertThat(asked.delete()).isEmpty();
    assertThat(asked.unconfirmed()).containsExactly(plain.key());
    assertThat(DeletionPlan.of(live, rules("Delete=confirm"), true).delete()).hasSize(2);
  }

  @Test
  void whatTakesLongIsNamedWithWhatToDo() {
    Instant asked = Instant.parse("2026-01-01T12:00:00Z");
    Manifest stuck = deleting("stuck", "0").with(List.of("a.b/c"), "metadata", "finalizers");
    Manifest namespace =
        of("v1", "Namespace", "web")
            .with("2026-01-01T12:00:00Z", "metadata", "deletionTimestamp")
            .with(
                List.of(
                    Map.of(
                        "type", "NamespaceContentRemaining",
                        "status", "True",
                        "message", "pods. has 1 resource instances")),
                "status",
                "conditions");

    assertThat(Blockers.of(List.of(stuck), owner -> List.of(), asked.plusSeconds(5))).isEmpty();
    assertThat(Blockers.of(List.of(stuck, namespace), owner -> List.of(), asked.plusSeconds(11)))
        .contains(
            "/ConfigMap/web/stuck is being deleted: whoever looks after its finalizer a.b/c has not"
                + " taken it off; mend that, or take it off by hand; /Namespace//web is being"
                + " deleted: pods. has 1 resource instances");
  }

  @Test
  void whoeverWaitsForWhatItOwnsSaysWhatThatWaitsFor() {
    Manifest owner =
        deleting("owner", "0").with(List.of("foregroundDeletion"), "metadata", "finalizers");
    Manifest owned = deleting("owned", "0").with(List.of("a.b/c"), "metadata", "finalizers");
    Instant later = Instant.parse("2026-01-01T12:01:00Z");

    assertThat(
            Blockers.of(
                List.of(owner),
                one -> one.equals(owner) ? List.of(owned, object("other", "0")) : List.of(),
                later))
        .contains(
            "/ConfigMap/web/owner is being deleted: objects that it owns are still there"
                + " (/ConfigMap/web/owned is being deleted: whoever looks after its finalizer a.b/c"
                + " has not taken it off; mend that, or take it off by hand)");
  }

  private static DeletionPlan plan(boolean isConfirmed, Manifest... live) {
    return DeletionPlan.of(List.of(live), RULES, isConfirmed);
  }

  private static Manifest object(String name, String wave) {
    return wave.isEmpty()
        ? of("v1", "ConfigMap", name)
        : annotated(name, "argocd.argoproj.io/sync-wave", wave);
  }

  private static Manifest deleting(String name, String wave) {
    return object(name, wave).with("2026-01-01T12:00:00Z", "metadata", "deletionTimestamp");
  }

  private static Manifest annotated(String name, String annotation, String value) {
    return TestingManifests.annotated(of("v1", "ConfigMap", name), annotation, value);
  }

  private static Manifest of(String apiVersion, String kind, String name) {
    return TestingManifests.named(apiVersion, kind, kind.equals("ConfigMap") ? "web" : "", name);
  }
}
