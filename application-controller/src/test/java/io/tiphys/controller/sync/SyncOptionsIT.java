package io.tiphys.controller.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.engine.sync.Retry;
import io.tiphys.model.application.ResourceResult;
import io.tiphys.testkit.Behaviour;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/// What sync options do to objects that are there
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/sync-options/).
class SyncOptionsIT extends RealSyncIT {

  private static String settings(String name, String options, String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s, annotations: {argocd.argoproj.io/sync-options: "%s"}}
    data: {%s}
    """
        .formatted(name, options, data);
  }

  private String data(String name) {
    return kubectl.run("get", "configmap", name, "-o", "jsonpath={.data}");
  }

  @Test
  @Behaviour("SYN-24")
  void aPruneThatAsksForItWaitsUntilSomebodyAgrees() throws Exception {
    app.wants(settings("keep", "", "a: b"), settings("gone", "Prune=confirm", "a: b")).sync("{}");
    app.wants(settings("keep", "", "a: b")).begin("{prune: true}");

    assertThat(app.untilItSays("confirmation").message())
        .isEqualTo("Waiting for pruning confirmation of v1/ConfigMap/gone");
    assertThat(data("gone")).contains("b");

    app.annotate("argocd.argoproj.io/deletion-approved", "2025-12-31T23:59:59Z");
    app.step();
    assertThat(app.state().message()).startsWith("Waiting for pruning confirmation");

    app.annotate("argocd.argoproj.io/deletion-approved", app.now().toString());
    assertThat(app.toItsEnd().phase()).isEqualTo("Succeeded");
    assertThat(app.result("gone").message()).isEqualTo("pruned");
    assertThat(data("gone")).contains("not found");
  }

  @Test
  @Behaviour("SYN-11")
  void whatGitHasNoMoreGoesAndWhatOthersWroteStays() throws Exception {
    app.wants(settings("merged", "", "kept: a, dropped: b")).sync("{}");
    assertThat(app.result("merged").message()).isEqualTo("configmap/merged created");
    kubectl.run("patch", "configmap", "merged", "-p", "{\"data\":{\"theirs\":\"c\"}}");

    app.wants(settings("merged", "", "kept: d")).sync("{}");

    assertThat(app.result("merged").message()).isEqualTo("configmap/merged configured");
    assertThat(data("merged")).isEqualTo("{\"kept\":\"d\",\"theirs\":\"c\"}");
    assertThat(kubectl.run("apply", "view-last-applied", "configmap", "merged"))
        .contains("kept: d")
        .doesNotContain("dropped", "theirs", "last-applied-configuration");
    app.sync("{}");
    assertThat(app.result("merged").message()).isEqualTo("configmap/merged unchanged");
  }

  @Test
  @Behaviour({"SYN-19", "SYN-20"})
  void whatClientSideApplyMadeIsTakenOverSoThatRemovedFieldsGo() throws Exception {
    kubectl.feed(settings("moved", "", "old: x, kept: x"), "apply", "-f", "-");

    app.wants(settings("moved", "", "kept: new")).sync("{syncOptions: [ServerSideApply=true]}");

    assertThat(app.result("moved").message()).isEqualTo("configmap/moved serverside-applied");
    assertThat(data("moved")).isEqualTo("{\"kept\":\"new\"}");
    assertThat(
            kubectl.run(
                "get",
                "configmap",
                "moved",
                "--show-managed-fields",
                "-o",
                "jsonpath={.metadata.managedFields[*].manager}"))
        .isEqualTo("argocd-controller");
  }

  @Test
  @Behaviour("SYN-20")
  void itIsNotTakenOverWhenTheOptionSaysSo() throws Exception {
    kubectl.feed(settings("left", "", "old: x, kept: x"), "apply", "-f", "-");

    app.wants(settings("left", "", "kept: new"))
        .sync("{syncOptions: [ServerSideApply=true, ClientSideApplyMigration=false]}");

    assertThat(data("left")).contains("\"old\":\"x\"").contains("\"kept\":\"new\"");
  }

  @Test
  @Behaviour("SYN-27")
  void anObjectOfAnotherApplicationFailsTheSyncThatMustNotShare() throws Exception {
    kubectl.feed(
        settings("shared", "", "a: b")
            .replace(
                "annotations: {",
                "annotations: {argocd.argoproj.io/tracking-id: \"other:/ConfigMap:%s/shared\", "
                    .formatted(cluster.namespace())),
        "apply",
        "-f",
        "-");
    app.seen("", "ConfigMap", "shared").wants(settings("shared", "", "a: c"));

    var end = app.sync("{syncOptions: [FailOnSharedResource=true]}");

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(end.message())
        .isEqualTo(
            "Shared resource found: ConfigMap/shared is part of applications argocd/%s and other"
                .formatted(cluster.namespace()));
  }

  @Test
  @Behaviour("SYN-12")
  void rolesAreReconciledAndBindingsOfAnotherRoleMadeAgain() throws Exception {
    app.wants(ROLE.formatted("get"), BINDING.formatted("reader")).sync("{}");
    assertThat(app.result("reader").message())
        .isEqualTo(
            "role.rbac.authorization.k8s.io/reader reconciled. role.rbac.authorization.k8s.io/reader"
                + " created");

    var end = app.wants(ROLE.formatted("list"), BINDING.formatted("other")).sync("{}");

    assertThat(end.phase()).as(end.message()).isEqualTo("Succeeded");
    assertThat(app.results().map(ResourceResult::message))
        .contains(
            "role.rbac.authorization.k8s.io/reader reconciled."
                + " role.rbac.authorization.k8s.io/reader configured");
    assertThat(kubectl.run("get", "role", "reader", "-o", "jsonpath={.rules[*].verbs}"))
        .isEqualTo("[\"list\"]");
    assertThat(kubectl.run("get", "rolebinding", "read", "-o", "jsonpath={.roleRef.name}"))
        .isEqualTo("other");
  }

  @Test
  @Behaviour("SYN-18")
  void whatCannotBeChangedIsRefusedInTheServersWordsAndMadeAgainByForce() throws Exception {
    app.wants(JOB.formatted("one")).sync("{}");

    var refused = app.wants(JOB.formatted("two")).sync("{}");
    assertThat(refused.phase()).isEqualTo("Failed");
    assertThat(app.result("once").status()).isEqualTo("SyncFailed");
    assertThat(app.result("once").message())
        .startsWith("Job.batch \"once\" is invalid: spec.template: Invalid value")
        .contains("field is immutable");

    var forced = app.sync("{syncStrategy: {hook: {force: true}}}");
    assertThat(forced.phase()).as(forced.message()).isEqualTo("Succeeded");
    assertThat(app.result("once").message()).isEqualTo("job.batch/once replaced");
    assertThat(kubectl.run("get", "job", "once", "-o", "jsonpath={..containers[0].image}"))
        .isEqualTo("two");
  }

  @Test
  @Behaviour({"SYN-13", "SYN-14"})
  void anUnknownFieldIsRefusedUnlessNobodyValidates() throws Exception {
    String odd = settings("odd", "", "a: b") + "unknown: field\n";

    assertThat(app.wants(odd).sync("{}").message())
        .contains("strict decoding error: unknown field \"unknown\"");
    assertThat(app.sync("{syncOptions: [Validate=false]}").phase()).isEqualTo("Succeeded");
  }

  @Test
  @Behaviour({"SYN-17", "SYN-19"})
  void aDefinitionTooLargeForTheAnnotationIsAppliedByTheServer() throws Exception {
    String name = "Wide" + cluster.namespace().substring(5);
    String large = DEFINITION.formatted(name.toLowerCase(Locale.ROOT), "x".repeat(300_000), name);

    var refused = app.wants(large).sync("{}");
    assertThat(refused.phase()).isEqualTo("Failed");
    assertThat(refused.message())
        .contains("metadata.annotations: Too long: may not be more than 262144 bytes");

    var applied = app.sync("{syncOptions: [ServerSideApply=true]}");
    assertThat(applied.phase()).as(applied.message()).isEqualTo("Succeeded");
    var replaced = app.sync("{syncOptions: [Replace=true]}");
    assertThat(replaced.phase()).as(replaced.message()).isEqualTo("Succeeded");
    assertThat(app.results().findFirst().orElseThrow().message()).endsWith(" replaced");
  }

  @Test
  @Behaviour("SYN-13")
  void whatAnAdmissionPolicyRefusesIsRefusedInItsWords() throws Exception {
    kubectl.feed(POLICY.formatted(cluster.namespace()), "apply", "-f", "-");
    String wanted = settings("forbidden", "", "a: b");
    app.wants(wanted).sync("{}");
    for (int i = 0; i < 100 && !app.state().phase().equals("Failed"); i++) { // it works soon
      app.sync("{}");
      kubectl.run("delete", "configmap", "forbidden", "--ignore-not-found");
    }

    assertThat(app.state().phase()).isEqualTo("Failed");
    assertThat(app.result("forbidden").message())
        .contains("configmaps \"forbidden\" is forbidden: ValidatingAdmissionPolicy")
        .contains("denied request: not by this name");
  }

  @Test
  @Behaviour("SYN-15")
  void aKindThatNobodyServesIsNamed() throws Exception {
    String thing =
        """
        apiVersion: nowhere.example/v1
        kind: Thing
        metadata: {name: one, annotations: {argocd.argoproj.io/sync-options: "%s"}}
        """;
    assertThat(app.wants(thing.formatted("")).sync("{}").message())
        .startsWith("one or more synchronization tasks are not valid")
        .contains("The Kubernetes API could not find nowhere.example/Thing")
        .contains("Make sure the \"Thing\" CRD is installed on the destination cluster.");
    assertThat(
            app.wants(
                    thing.formatted("SkipDryRunOnMissingResource=true"), settings("a", "", "b: c"))
                .sync("{dryRun: true}")
                .phase())
        .isEqualTo("Succeeded");
  }

  @Test
  void aNamespaceThatIsBeingDeletedTakesNothingMore() throws Exception {
    app.wants(settings("first", "", "a: b")).sync("{}");
    kubectl.run(
        "patch",
        "configmap",
        "first",
        "-p",
        "{\"metadata\":{\"finalizers\":[\"example.org/stay\"]}}");
    kubectl.run("delete", "namespace", cluster.namespace(), "--wait=false");

    var end = app.wants(settings("second", "", "a: b")).sync("{}");

    assertThat(end.phase()).isEqualTo("Failed");
    assertThat(app.result("second").message())
        .contains("unable to create new content in namespace")
        .contains("because it is being terminated");
    kubectl.run("patch", "configmap", "first", "-p", "{\"metadata\":{\"finalizers\":null}}");
  }

  @Test
  @Behaviour("SYN-35")
  void aRetryTakesTheLatestRevisionWhenThePolicySaysSo() throws Exception {
    app.operation("sync: {revision: aaaa}, retry: {limit: 1, refresh: true}");
    app.state(
        Retry.again(
            Retry.after(app.state().withPhase("Failed").withMessage("it failed"), app.now())));
    app.wants(settings("late", "", "a: b")).toItsEnd();

    assertThat(app.asked()).containsExactly(List.of());
  }

  @Test
  @Behaviour({"SYN-29", "SYN-30"})
  void theNamespaceIsMadeWithItsLabelsAndLosesThoseOfNobodyElse() throws Exception {
    String name = cluster.namespace() + "-new";
    var there = new TestingOperation(destination.cluster(), name);
    String managed =
        "syncPolicy: {managedNamespaceMetadata: {labels: {team: a}, annotations: {note: b}}}";
    var end =
        there
            .spec(managed)
            .wants(settings("inside", "", "a: b"))
            .sync("{syncOptions: [CreateNamespace=true]}");
    assertThat(end.phase()).as(end.message()).isEqualTo("Succeeded");

    kubectl.run("label", "namespace", name, "other=label");
    there.spec(managed.replace("team: a", "team: c")).sync("{syncOptions: [CreateNamespace=true]}");

    assertThat(kubectl.run("get", "namespace", name, "-o", "jsonpath={.metadata.labels}"))
        .contains("\"team\":\"c\"")
        .contains("\"other\":\"label\"");
  }

  private static final String ROLE =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: Role
      metadata: {name: reader}
      rules: [{apiGroups: [""], resources: [pods], verbs: [%s]}]
      """;

  private static final String BINDING =
      """
      apiVersion: rbac.authorization.k8s.io/v1
      kind: RoleBinding
      metadata: {name: read}
      roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: %s}
      subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: ada}]
      """;

  private static final String DEFINITION =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: {name: %1$ss.large.example}
      spec:
        group: large.example
        scope: Namespaced
        names: {kind: %3$s, listKind: %3$sList, plural: %1$ss, singular: %1$s}
        versions:
        - name: v1
          served: true
          storage: true
          schema: {openAPIV3Schema: {type: object, description: %2$s}}
      """;

  private static final String POLICY =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata: {name: %1$s}
      spec:
        matchConstraints:
          namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
          resourceRules:
          - {apiGroups: [""], apiVersions: [v1], resources: [configmaps], operations: [CREATE]}
        validations: [{expression: "object.metadata.name != 'forbidden'", message: not by this name}]
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata: {name: %1$s}
      spec: {policyName: %1$s, validationActions: [Deny]}
      """;

  private static final String JOB =
      """
      apiVersion: batch/v1
      kind: Job
      metadata: {name: once}
      spec:
        template:
          spec:
            restartPolicy: Never
            containers: [{name: main, image: %s}]
      """;
}
