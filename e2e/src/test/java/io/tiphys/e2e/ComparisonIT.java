package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.testkit.Behaviour;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What counts as a difference, and what is said of it.
class ComparisonIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  private static final String WEB =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        replicas: 0
        minReadySeconds: 1
        revisionHistoryLimit: 5
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers: [{name: main, image: "registry.example/main:1"}]
      """;

  private static String create(String name, String syncPolicy, String more) {
    return create(name, Map.of(), syncPolicy, more);
  }

  private static String create(
      String name, Map<String, Object> metadata, String syncPolicy, String more) {
    var repository = tiphys.git().repository(name);
    repository.commit(Map.of("app/all.yaml", WEB));
    String target = tiphys.newNamespace();
    tiphys.apps().create(name, metadata, Apps.plain(repository, target, syncPolicy) + more);
    tiphys.apps().await(name, "Synced", "Healthy");
    return target;
  }

  private static void write(String target, String manager, String patch) throws Exception {
    var answer =
        tiphys
            .admin()
            .patch(
                "/apis/apps/v1/namespaces/%s/deployments/web?fieldManager=%s"
                    .formatted(target, manager),
                "application/merge-patch+json",
                patch);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private static void awaitSync(String name, String status) {
    tiphys.apps().await(name, app -> assertThat(app.status().sync().status()).isEqualTo(status));
  }

  private static Stream<String> conditions(Application app, String type) {
    return app.status().conditions().stream()
        .filter(one -> one.type().equals(type))
        .map(ApplicationCondition::message);
  }

  @Behaviour({"DIF-10", "DIF-11"})
  @Test
  void whatTheApplicationIgnoresIsNoDifference() throws Exception {
    String target =
        create(
            "ignoring",
            "{automated: {}}",
            """
            ignoreDifferences:
            - {group: apps, kind: Deployment, jqPathExpressions: [".spec.revisionHistoryLimit"]}
            - {group: apps, kind: Deployment, managedFieldsManagers: [scaler]}
            """);
    write(target, "scaler", "{\"spec\":{\"replicas\":1}}");
    write(target, "somebody", "{\"spec\":{\"revisionHistoryLimit\":7,\"minReadySeconds\":2}}");
    awaitSync("ignoring", "OutOfSync");
    write(target, "somebody", "{\"spec\":{\"minReadySeconds\":1}}");
    awaitSync("ignoring", "Synced");
  }

  @Behaviour("DIF-20")
  @Test
  void aRuleThatCannotBeUsedIsNamed() throws Exception {
    String target =
        create(
            "broken-rule",
            "{automated: {}}",
            """
            ignoreDifferences:
            - {group: apps, kind: Deployment, jqPathExpressions: [".spec["]}
            """);
    write(target, "somebody", "{\"spec\":{\"replicas\":1}}");
    var app =
        tiphys
            .apps()
            .await(
                "broken-rule",
                found -> assertThat(found.status().sync().status()).isEqualTo("Unknown"));
    assertThat(conditions(app, "ComparisonError"))
        .containsExactly(
            "application broken-rule: ignoreDifferences of apps/Deployment:"
                + " jq expression \".spec[\": unexpected end at character 7");
  }

  @Behaviour("DIF-04")
  @Test
  void theApiServerSaysWhatDiffersWhenItIsAsked() throws Exception {
    String target =
        create(
            "by-dry-run",
            Map.of(
                "annotations", Map.of("argocd.argoproj.io/compare-options", "ServerSideDiff=true")),
            "{automated: {}, syncOptions: [ServerSideApply=true]}",
            "");
    write(target, "somebody", "{\"spec\":{\"replicas\":1}}");
    awaitSync("by-dry-run", "OutOfSync");
    write(target, "somebody", "{\"spec\":{\"replicas\":0}}");
    awaitSync("by-dry-run", "Synced");
  }

  @Behaviour("REF-11")
  @Test
  void aCommitThatTouchesNoneOfThePathsOnlyMovesTheRevision() {
    var repository = tiphys.git().repository("by-paths");
    String first = repository.commit(Map.of("app/all.yaml", WEB));
    tiphys
        .apps()
        .create(
            "by-paths",
            Map.of(
                "annotations",
                Map.of("argocd.argoproj.io/manifest-generate-paths", "./all.yaml;/shared/*.yaml")),
            Apps.plain(repository, tiphys.newNamespace(), "{automated: {prune: true}}"));
    tiphys.apps().await("by-paths", "Synced", "Healthy");
    // read by the render, and not named: what is there already counts for the new commit
    String second =
        repository.commit(
            Map.of(
                "app/more.yaml",
                "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: more}\n",
                "README.md",
                "read me"));
    var moved = refreshedTo("by-paths", second);
    assertThat(moved.status().sync().status()).isEqualTo("Synced");
    assertThat(moved.status().resources()).hasSize(1);
    assertThat(moved.status().history())
        .singleElement()
        .satisfies(one -> assertThat(one.revision()).isEqualTo(first));

    String third = repository.commit(Map.of("shared/any.yaml", "a: b"));
    refreshedTo("by-paths", third);
    tiphys
        .apps()
        .await(
            "by-paths",
            app -> {
              assertThat(app.status().resources()).hasSize(2);
              assertThat(app.status().history()).hasSize(2);
              assertThat(app.status().sync().status()).isEqualTo("Synced");
            });
  }

  private static Application refreshedTo(String name, String revision) {
    tiphys.apps().refresh(name);
    return tiphys
        .apps()
        .await(name, app -> assertThat(app.status().sync().revision()).isEqualTo(revision));
  }

  @Behaviour("REF-12")
  @Test
  void anApplicationThatIsToBeSkippedIsLeftAlone() throws Exception {
    String skip = "argocd.argoproj.io/skip-reconcile";
    var repository = tiphys.git().repository("skipped");
    repository.commit(Map.of("app/all.yaml", WEB));
    tiphys
        .apps()
        .create(
            "skipped",
            Map.of("annotations", Map.of(skip, "true")),
            Apps.plain(repository, tiphys.newNamespace(), "{automated: {}}"));
    create("not-skipped", "{automated: {}}", "");
    assertThat(tiphys.apps().get("skipped").status().sync().status()).isEmpty();

    tiphys
        .apps()
        .patch("skipped", "{\"metadata\":{\"annotations\":{\"%s\":null}}}".formatted(skip));
    tiphys.apps().await("skipped", "Synced", "Healthy");
  }

  @Test
  void aFieldThatIsWrittenAgainAfterEachSyncIsNamed() throws Exception {
    String target = create("rewritten", "{automated: {selfHeal: true}}", "");
    for (int i = 1; i <= 2; i++) {
      int attempts = i;
      write(target, "rival", "{\"spec\":{\"replicas\":1}}");
      tiphys
          .apps()
          .await(
              "rewritten",
              app -> {
                var state = app.status().operationState();
                assertThat(state).isNotNull();
                var operation = requireNonNull(state).operation();
                assertThat(requireNonNull(operation.sync()).autoHealAttemptsCount())
                    .isEqualTo(attempts);
                assertThat(state.phase()).isEqualTo("Succeeded");
                assertThat(app.status().sync().status()).isEqualTo("Synced");
              });
    }
    write(target, "rival", "{\"spec\":{\"replicas\":1}}");
    var app =
        tiphys
            .apps()
            .await(
                "rewritten",
                found -> assertThat(conditions(found, "RewrittenFieldWarning")).isNotEmpty());
    assertThat(conditions(app, "RewrittenFieldWarning"))
        .singleElement()
        .asString()
        .contains("web", "/spec/replicas", "\"rival\"", "3 syncs");
    assertThat(app.operation()).isNull();
  }
}
