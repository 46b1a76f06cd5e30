package io.tiphys.controller.reconcile;

import static io.tiphys.controller.reconcile.EndingObjects.CHILD;
import static io.tiphys.controller.reconcile.EndingObjects.DEFINITION;
import static io.tiphys.controller.reconcile.EndingObjects.SET;
import static io.tiphys.controller.reconcile.EndingObjects.hook;
import static io.tiphys.controller.reconcile.EndingObjects.map;
import static io.tiphys.controller.reconcile.EndingObjects.namespace;
import static io.tiphys.controller.reconcile.EndingObjects.wave;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.controller.TestingController;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.testkit.Behaviour;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// How an Application ends in a real cluster: order, hooks, what stays, what is in the way.
class ApplicationEndIT {

  @RegisterExtension static final TestingController tiphys = TestingController.start();

  private static final String CASCADE = "finalizers: [resources-finalizer.argocd.argoproj.io]";

  @Test
  @Behaviour({"DEL-01", "DEL-03"})
  void wavesGoInReverseOrderAndWhatIsInTheWayIsNamed() throws Exception {
    String target = tiphys.newNamespace();
    deployed(
        "waves",
        target,
        map("first", wave(-1)) + map("second", "") + map("third", wave(5)),
        CASCADE);
    keep(target, "third");

    tiphys.delete("waves");

    says("waves", "whoever looks after its finalizer a.b/c has not taken it off");
    assertThat(has(target, "first")).isTrue();
    assertThat(has(target, "second")).as("in a lower wave").isTrue();
    keep(target, "second");
    letGo(target, "third");
    tiphys.awaitAbsent(path(target, "third"));
    deleting(target, "second");
    assertThat(has(target, "first")).isTrue();
    tiphys.startAgain();
    letGo(target, "second");
    tiphys.awaitGone("waves");
    assertThat(has(target, "first")).isFalse();
  }

  @Test
  @Behaviour("DEL-02")
  void inTheBackgroundDependentsGoAfterTheirOwner() throws Exception {
    String target = tiphys.newNamespace();
    deployed("background", target, map("owner", ""), CASCADE.replace(".io]", ".io/background]"));
    String uid =
        tiphys
            .admin()
            .get(path(target, "owner"))
            .body()
            .replaceAll("(?s).*?\"uid\": ?\"([^\"]+)\".*", "$1");
    var answer =
        tiphys
            .admin()
            .post(
                "/api/v1/namespaces/%s/configmaps".formatted(target),
                """
                {"metadata":{"name":"owned","finalizers":["a.b/c"],"ownerReferences":[
                  {"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"%s",
                   "blockOwnerDeletion":true}]}}
                """
                    .formatted(uid));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);

    tiphys.delete("background");

    tiphys.awaitGone("background");
    assertThat(has(target, "owned")).isTrue();
    letGo(target, "owned");
  }

  @Test
  @Behaviour("SYN-04")
  void hooksRunBeforeAndAfter() throws Exception {
    String target = tiphys.newNamespace();
    deployed(
        "hooked",
        target,
        map("settings", "")
            + hook("before", "PreDelete", "HookSucceeded")
            + hook("after", "PostDelete", "HookFailed"),
        CASCADE);
    tiphys.await(
        "hooked",
        app ->
            assertThat(app.metadata().finalizers())
                .containsExactlyInAnyOrder(
                    "resources-finalizer.argocd.argoproj.io",
                    "pre-delete-finalizer.argocd.argoproj.io",
                    "pre-delete-finalizer.argocd.argoproj.io/cleanup",
                    "post-delete-finalizer.argocd.argoproj.io",
                    "post-delete-finalizer.argocd.argoproj.io/cleanup"));
    assertThat(tiphys.has(pod(target, "before"))).as("no part of a sync").isFalse();

    tiphys.delete("hooked");

    tiphys.awaitPresent(pod(target, "before"));
    assertThat(has(target, "settings")).isTrue();
    ends(target, "before", "Failed");
    says("hooked", "PreDelete hook /Pod/%s/before failed".formatted(target));
    assertThat(has(target, "settings")).as("while the hook fails").isTrue();
    var unused = tiphys.admin().delete(pod(target, "before"));
    eventually(
        "the hook runs again",
        () -> tiphys.admin().get(pod(target, "before")).body().contains("\"phase\":\"Pending\""));
    tiphys.startAgain();
    ends(target, "before", "Succeeded");
    tiphys.awaitAbsent(path(target, "settings"));
    tiphys.awaitAbsent(pod(target, "before"));
    tiphys.awaitPresent(pod(target, "after"));
    assertThat(tiphys.get("hooked").metadata().finalizers())
        .containsExactly(
            "post-delete-finalizer.argocd.argoproj.io",
            "post-delete-finalizer.argocd.argoproj.io/cleanup");
    ends(target, "after", "Succeeded");
    tiphys.awaitGone("hooked");
    assertThat(tiphys.has(pod(target, "after"))).as("deleted if it fails only").isTrue();
    assertThat(events())
        .as("who takes over knows the projects before the first Application has its turn")
        .doesNotContain("project default which does not exist");
  }

  @Test
  @Behaviour("SYN-04")
  void hooksOfThePathThatIsGoneAreThoseThatWereDeployed() throws Exception {
    String target = tiphys.newNamespace();
    deployed("moved-away", target, map("moved", "") + hook("farewell", "PostDelete", ""), CASCADE);
    tiphys.await("moved-away", app -> assertThat(app.metadata().finalizers()).hasSize(3));
    tiphys.commit("moved-away", null);
    tiphys.await(
        "moved-away", app -> assertThat(app.status().sync().status()).isEqualTo("Unknown"));

    tiphys.delete("moved-away");

    tiphys.awaitPresent(pod(target, "farewell"));
    ends(target, "farewell", "Succeeded");
    tiphys.awaitGone("moved-away");
  }

  @Test
  @Behaviour("SYN-04")
  void withoutHooksTheirFinalizersGo() throws Exception {
    String target = tiphys.newNamespace();
    deployed("changed", target, map("one", "") + hook("later", "PostDelete", ""), "");
    tiphys.await("changed", app -> assertThat(app.metadata().finalizers()).hasSize(2));

    tiphys.commit("changed", map("one", ""));

    tiphys.await("changed", app -> assertThat(app.metadata().finalizers()).isEmpty());
  }

  @Test
  @Behaviour("SYN-24")
  void nothingIsDeletedBeforeSomebodyAgrees() throws Exception {
    String target = tiphys.newNamespace();
    deployed(
        "asked",
        target,
        map("precious", "argocd.argoproj.io/sync-options: Delete=confirm") + map("other", ""),
        CASCADE + ", annotations: {argocd.argoproj.io/deletion-approved: '2020-01-01T00:00:00Z'}");
    assertThat(tiphys.get("asked").status().resources())
        .filteredOn(ResourceStatus::requiresDeletionConfirmation)
        .extracting(ResourceStatus::name)
        .containsExactly("precious");
    tiphys.delete("asked");

    says("asked", "waiting for confirmation to delete /ConfigMap/%s/precious".formatted(target));
    assertThat(has(target, "other")).isTrue();
    tiphys.annotate(
        "asked", "argocd.argoproj.io/deletion-approved", Instant.now().plusSeconds(1).toString());
    tiphys.awaitGone("asked");
    assertThat(has(target, "precious")).isFalse();
  }

  @Test
  @Behaviour("SYN-25")
  void whatBelongsToOthersStays() throws Exception {
    String target = tiphys.newNamespace();
    String shared = tiphys.newNamespace();
    String own = tiphys.newNamespace();
    deployed("neighbour", shared, map("theirs", ""), "");
    deployed(
        "guest",
        target,
        map("mine", "")
            + map("kept", "argocd.argoproj.io/sync-options: Delete=false")
            + map("helm", "helm.sh/resource-policy: keep")
            + namespace(shared)
            + namespace(own)
            + DEFINITION,
        CASCADE);
    var moved =
        tiphys
            .admin()
            .post(
                "/api/v1/namespaces/%s/configmaps".formatted(target),
                """
                {"metadata":{"name":"foreign","annotations":
                  {"argocd.argoproj.io/tracking-id":"neighbour:/ConfigMap:%s/foreign"}}}
                """
                    .formatted(target));
    assertThat(moved.statusCode()).isEqualTo(201);

    tiphys.delete("guest");

    tiphys.awaitGone("guest");
    assertThat(has(target, "mine")).isFalse();
    assertThat(has(target, "kept")).isTrue();
    assertThat(has(target, "helm")).isTrue();
    assertThat(has(target, "foreign")).isTrue();
    assertThat(has(shared, "theirs")).isTrue();
    assertThat(tiphys.admin().get("/api/v1/namespaces/" + shared).body())
        .doesNotContain("deletionTimestamp");
    tiphys.awaitAbsent("/api/v1/namespaces/" + own);
    assertThat(tiphys.has(DEFINITIONS + "/relics.end.example")).isTrue();
    var unused = tiphys.admin().delete(DEFINITIONS + "/relics.end.example");
  }

  @Test
  @Behaviour("SYN-25")
  void theApplicationsWordAboutDeletionCountsWhereAnObjectSaysNothing() throws Exception {
    String target = tiphys.newNamespace();
    deployed(
        "keeper",
        target,
        map("kept", "") + map("free", "argocd.argoproj.io/sync-options: Delete=true"),
        CASCADE,
        "{automated: {}, syncOptions: [Delete=false]}");

    tiphys.delete("keeper");

    tiphys.awaitGone("keeper");
    assertThat(has(target, "kept")).isTrue();
    assertThat(has(target, "free")).isFalse();
    eventually(
        "an Event says what stays",
        () ->
            events()
                .contains(
                    "these stay: ConfigMap:%s/kept (the sync option Delete=false says so)"
                        .formatted(target)));
  }

  @Test
  @Behaviour("DEL-04")
  void aClusterThatDoesNotAnswerIsNamedAndForgottenWhenItIsRemoved() throws Exception {
    String secrets = "/api/v1/namespaces/%s/secrets".formatted(tiphys.namespace());
    var answer =
        tiphys
            .admin()
            .post(
                secrets,
                """
                {"metadata":{"name":"dead","labels":{"argocd.argoproj.io/secret-type":"cluster"}},
                 "stringData":{"name":"dead","server":"https://127.0.0.1:1",
                   "config":"{\\"tlsClientConfig\\":{\\"insecure\\":true}}"}}
                """);
    assertThat(answer.statusCode()).isEqualTo(201);
    tiphys.commit("lost", map("lost", ""));
    tiphys.create("lost", "default", CASCADE, "{}");
    tiphys.patch("lost", "{\"spec\":{\"destination\":{\"server\":\"https://127.0.0.1:1\"}}}");

    tiphys.delete("lost");

    says("lost", "mend the connection, or remove the cluster if it is gone");
    var unused = tiphys.admin().delete(secrets + "/dead");
    tiphys.awaitGone("lost");
  }

  @Test
  @Behaviour({"AUT-10", "DEL-07"})
  void anAppOfAppsTakesItsChildrenAndTheirObjectsWithIt() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("child", map("grandchild", ""));
    deployed("parent", tiphys.namespace(), CHILD.formatted(target), CASCADE);
    tiphys.awaitPresent(path(target, "grandchild"));
    tiphys.await("child", app -> assertThat(app.status().sync().status()).isEqualTo("Synced"));
    tiphys.await("parent", app -> assertThat(app.status().sync().status()).isEqualTo("Synced"));
    keep(target, "grandchild");

    tiphys.delete("parent");

    deleting(target, "grandchild");
    assertThat(tiphys.get("parent").metadata().deletionTimestamp()).isNotNull();
    letGo(target, "grandchild");
    tiphys.awaitGone("child");
    tiphys.awaitGone("parent");
    assertThat(has(target, "grandchild")).isFalse();
  }

  @Test
  @Behaviour("DEL-07")
  void anApplicationSetIsGoneWhenItsApplicationsAndTheirObjectsAre() throws Exception {
    String target = tiphys.newNamespace();
    String set =
        "/apis/argoproj.io/v1alpha1/namespaces/%s/applicationsets/fleet"
            .formatted(tiphys.namespace());
    String made = tiphys.admin().apply(set, SET).body();
    String uid = made.replaceAll("(?s).*?\"uid\": ?\"([^\"]+)\".*", "$1");
    String owner =
        """
        ownerReferences: [{apiVersion: argoproj.io/v1alpha1, kind: ApplicationSet, name: fleet,
          uid: %s, controller: true, blockOwnerDeletion: true}]
        """;
    deployed("ship", target, map("cargo", ""), CASCADE + ", " + owner.formatted(uid));
    assertThat(tiphys.has(set)).isTrue();
    keep(target, "cargo");

    var answer = tiphys.admin().delete(set + "?propagationPolicy=Foreground");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    deleting(target, "cargo");
    assertThat(tiphys.has(set)).as("while an object of its Application is there").isTrue();
    letGo(target, "cargo");
    tiphys.awaitGone("ship");
    tiphys.awaitAbsent(set);
    assertThat(has(target, "cargo")).isFalse();
  }

  @Test
  @Behaviour("DEL-04")
  void anEndThatWaitsForASyncSaysSo() throws Exception {
    String target = tiphys.newNamespace();
    tiphys.commit("busy", hook("endless", "PreSync", "") + map("never", ""));
    tiphys.create("busy", target, CASCADE, "{automated: {}}");
    tiphys.awaitPresent(pod(target, "endless"));

    tiphys.delete("busy");

    says("busy", "its sync still runs");
    tiphys.patch("busy", "{\"status\":{\"operationState\":{\"phase\":\"Terminating\"}}}");
    tiphys.awaitGone("busy");
    assertThat(tiphys.has(pod(target, "endless"))).isFalse();
  }

  private static void deployed(String name, String target, String yaml, String metadata)
      throws Exception {
    deployed(name, target, yaml, metadata, "{automated: {}}");
  }

  private static void deployed(
      String name, String target, String yaml, String metadata, String policy) throws Exception {
    tiphys.commit(name, yaml);
    tiphys.create(name, target, metadata, policy);
    tiphys.await(
        name,
        app -> {
          assertThat(app.operation()).isNull();
          assertThat(app.status().sync().status()).isEqualTo("Synced");
        });
  }

  private static Application says(String name, String text) throws Exception {
    return tiphys.await(
        name,
        app ->
            assertThat(app.status().conditions())
                .anySatisfy(condition -> {
                  assertThat(condition.type()).isEqualTo("DeletionError");
                  assertThat(condition.message()).contains(text);
                }));
  }

  /// As a kubelet reports a pod's end.
  private static void ends(String target, String name, String phase) throws IOException {
    var answer =
        tiphys
            .admin()
            .patch(
                pod(target, name) + "/status", "{\"status\":{\"phase\":\"%s\"}}".formatted(phase));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void keep(String target, String name) throws IOException {
    finalizers(target, name, "[\"a.b/c\"]");
  }

  private static void letGo(String target, String name) throws IOException {
    finalizers(target, name, "null");
  }

  private static void finalizers(String target, String name, String json) throws IOException {
    var answer =
        tiphys
            .admin()
            .patch(path(target, name), "{\"metadata\":{\"finalizers\":%s}}".formatted(json));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void deleting(String target, String name) throws Exception {
    eventually(
        name + " is being deleted",
        () -> tiphys.admin().get(path(target, name)).body().contains("deletionTimestamp"));
  }

  private static void eventually(String what, Callable<Boolean> look) throws Exception {
    for (int i = 0; i < 600; i++) {
      if (look.call()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("not in 30 s: " + what);
  }

  private static String events() throws IOException {
    return tiphys.admin().get("/api/v1/namespaces/%s/events".formatted(tiphys.namespace())).body();
  }

  private static boolean has(String target, String name) throws IOException {
    return tiphys.has(path(target, name));
  }

  private static String path(String target, String name) {
    return "/api/v1/namespaces/%s/configmaps/%s".formatted(target, name);
  }

  private static String pod(String target, String name) {
    return "/api/v1/namespaces/%s/pods/%s".formatted(target, name);
  }

  private static final String DEFINITIONS =
      "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";
}
