package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.Backoff;
import io.tiphys.model.application.Operation;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.Behaviour;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Flags of `argocd app diff`, `sync`, `wait`, `rollback`, `actions` and `delete` that
/// [AppCommandsIT], [AppOptionsIT] and [SyncPanelIT] do not need.
class AppFlagsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of();

  @TempDir static Path directory;

  private final Argocd argocd = script.argocd(Way.GRPC_TLS);

  private static String settings(String name, String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {word: %s, other: same}
    """
        .formatted(name, word);
  }

  private static String deployment(String name) {
    return """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: %1$s}
    spec:
      selector: {matchLabels: {app: %1$s}}
      template:
        metadata: {labels: {app: %1$s}}
        spec: {containers: [{name: %1$s, image: "shop:1"}]}
    """
        .formatted(name);
  }

  private TypedApp create(String name, Map<String, String> files, String options) {
    return TypedApp.create(script, argocd, name, files, options);
  }

  private static Object word(String namespace, String object) throws Exception {
    var answer = script.admin().get("/api/v1/namespaces/" + namespace + "/configmaps/" + object);
    var tree = JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8));
    return requireNonNull(JsonTree.objectOrEmpty(tree.get("data")).get("word"), answer.body());
  }

  @Test
  @Behaviour("DIF-06")
  void differencesInEveryForm() throws Exception {
    var app = create("flags-diff", Map.of("app/a.yaml", settings("settings", "one")), "");
    app.sync("").succeeds();
    String first = app.resource().status().sync().revision();
    String second = app.repository().commit(Map.of("app/a.yaml", settings("settings", "two")));

    var ahead = app.type("diff", "--revision " + second);
    assertThat(ahead.code()).as(ahead.out()).isEqualTo(1);
    assertThat(ahead.lines()).containsSubsequence("< word: one", "> word: two");
    assertThat(app.type("diff", "--revision " + first).succeeds().out()).isEmpty();

    assertThat(app.type("diff", "--refresh --diff-exit-code 7").code()).isEqualTo(7);
    var asked = app.type("diff", "--server-side-diff --hard-refresh");
    assertThat(asked.code()).as(asked.out()).isEqualTo(1);
    assertThat(asked.lines())
        .contains("===== /ConfigMap " + app.namespace() + "/settings ======")
        .containsSubsequence("< word: one", "> word: two");

    Path local = Files.createDirectories(directory.resolve("diff/app"));
    Files.writeString(local.resolve("a.yaml"), settings("settings", "three"));
    Files.writeString(local.resolve("b.yaml"), settings("other", "four"));
    var sent =
        app.type(
            "diff",
            "--local %s --server-side-generate --local-include a.yaml"
                .formatted(local.getParent()));
    assertThat(sent.code()).as(sent.out()).isEqualTo(1);
    assertThat(sent.lines()).contains("> word: three").doesNotContain("> word: four");

    app.type(
            "patch",
            """
            --type merge --patch '{"spec":{"ignoreDifferences":[{"kind":"ConfigMap","jqPathExpressions":[".data.word"]}]}}'\
            """)
        .succeeds();
    assertThat(
            app.type("diff", "--refresh --ignore-normalizer-jq-execution-timeout 5s")
                .succeeds()
                .out())
        .isEmpty();
    app.delete();
  }

  @Test
  @Behaviour("SYN-37")
  void eachOfManySourcesAtARevisionOfItsOwn() throws Exception {
    var repository = script.git().repository("flags-sources");
    String first =
        repository.commit(
            Map.of("one/a.yaml", settings("a", "old"), "two/b.yaml", settings("b", "old")));
    repository.commit(
        Map.of("one/a.yaml", settings("a", "new"), "two/b.yaml", settings("b", "new")));
    String namespace = script.newNamespace();
    script
        .apps()
        .create(
            "flags-sources",
            """
            project: default
            sources:
            - {repoURL: "%1$s", targetRevision: main, path: one, name: first}
            - {repoURL: "%1$s", targetRevision: main, path: two, name: second}
            destination: {server: "%2$s", namespace: %3$s}
            """
                .formatted(repository.fileUrl(), Apps.IN_CLUSTER, namespace));
    var app = new TypedApp(script, argocd, "flags-sources", repository, namespace);

    app.sync("--revisions " + first + " --source-positions 2").succeeds();
    assertThat(List.of(word(namespace, "a"), word(namespace, "b"))).containsExactly("new", "old");
    app.sync("--revisions " + first + " --source-names first").succeeds();
    assertThat(List.of(word(namespace, "a"), word(namespace, "b"))).containsExactly("old", "new");

    var back = app.type("diff", "--revisions " + first + " --source-positions 2");
    assertThat(back.code()).as(back.out()).isEqualTo(1);
    assertThat(back.lines()).contains("> word: old", "> word: new");
    assertThat(
            app.type("manifests", "--revisions " + first + " --source-names first")
                .succeeds()
                .lines())
        .contains("word: old", "word: new");
    assertThat(app.type("get", "--source-name second").succeeds().lines()).contains("Path: two");
    app.delete();
  }

  @Test
  @Behaviour("SYN-32")
  void manyApplicationsAndPartsOfOneAtARevision() throws Exception {
    argocd.type("proj create flags -d *,* -s *").succeeds();
    var files = Map.of("app/a.yaml", settings("a", "one"), "app/b.yaml", settings("b", "one"));
    var one = create("flags-one", files, "--project flags --label shelf=flags");
    var other = create("flags-other", files, "--project flags --label shelf=flags");
    argocd.type("app sync --project flags --resource !:ConfigMap:b --timeout 90").succeeds();
    for (TypedApp app : List.of(one, other)) {
      String configMaps = "/api/v1/namespaces/" + app.namespace() + "/configmaps/";
      assertThat(script.has(configMaps + "a")).isTrue();
      assertThat(script.has(configMaps + "b")).isFalse();
    }
    argocd.type("app sync flags-one flags-other --timeout 90").succeeds();
    argocd.type("app wait -l shelf=flags --sync --health --operation --timeout 90").succeeds();

    String first = one.resource().status().sync().revision();
    String second = one.repository().commit(Map.of("app/a.yaml", settings("a", "two")));
    assertThat(one.sync("-N " + script.namespace() + " --revision " + second).succeeds().lines())
        .contains("Sync Revision: " + second);
    assertThat(one.sync("--revision " + first + " -o json").succeeds().out())
        .contains("\"revision\": \"" + first + "\"");
    assertThat(word(one.namespace(), "a")).isEqualTo("one");

    one.type(
            "sync",
            "--retry-limit 3 --retry-backoff-duration 1s --retry-backoff-factor 3"
                + " --retry-backoff-max-duration 5s --retry-refresh --timeout 90")
        .succeeds();
    Operation operation =
        requireNonNull(one.resource().status().operationState(), "it was synced").operation();
    assertThat(operation.initiatedBy().username()).isEqualTo("admin");
    assertThat(requireNonNull(operation.retry()))
        .satisfies(retry -> {
          assertThat(retry.limit()).isEqualTo(3);
          assertThat(retry.refresh()).isTrue();
          Backoff backoff = requireNonNull(retry.backoff());
          assertThat(backoff.duration() + " " + backoff.maxDuration()).isEqualTo("1s 5s");
          assertThat(backoff.factor()).isEqualTo(3L);
        });

    one.type("delete", "--yes --wait --propagation-policy background").succeeds();
    argocd.type("app delete -l shelf=flags --yes --wait -p foreground").succeeds();
    assertThat(script.has("/api/v1/namespaces/" + one.namespace() + "/configmaps/a")).isFalse();
    argocd.type("proj delete flags").succeeds();
  }

  @Test
  @Behaviour("HLT-08")
  void waitsForWhateverTheScriptsOfTheSettingsSay() throws Exception {
    health(
        """
        hs = {}
        hs.status = (obj.metadata.annotations or {}).health or "Healthy"
        hs.message = "as the annotation says"
        return hs
        """);
    var app = create("flags-wait", Map.of("app/a.yaml", limits("Suspended")), "--label shelf=wait");
    app.sync("").succeeds();
    assertThat(app.type("wait", "--suspended --timeout 90").succeeds().lines())
        .contains("Health Status: Suspended");
    app.repository().commit(Map.of("app/a.yaml", limits("Degraded")));
    app.sync("").succeeds();
    argocd.type("app wait -l shelf=wait --degraded --operation --timeout 90").succeeds();
    app.type("wait", "--resource :LimitRange:limits --degraded -o tree --timeout 90").succeeds();
    assertThat(app.type("get", "-o json").succeeds().out()).contains("as the annotation says");

    health("return {status = 'Healthy', message = 'since the rule was changed'}");
    app.type("wait", "--health --timeout 90").succeeds();
    assertThat(app.type("get", "-o json").succeeds().out()).contains("since the rule was changed");
    app.delete();
  }

  @Test
  void waitsForTheEndOfAnApplicationOrOfAHydration() throws Exception {
    var app = create("flags-end", Map.of("app/a.yaml", settings("settings", "one")), "");
    patch(
        app,
        Map.of(
            "status",
            Map.of("sourceHydrator", Map.of("currentOperation", hydration("Hydrating")))));
    assertThat(app.type("wait", "--hydrated --timeout 2").fails().out()).contains("timed out");
    var last = Map.of("drySHA", "abc", "hydratedSHA", "def", "sourceHydrator", HYDRATOR);
    patch(
        app,
        Map.of(
            "status",
            Map.of(
                "sourceHydrator",
                Map.of(
                    "currentOperation", hydration("Hydrated"), "lastSuccessfulOperation", last))));
    app.type("wait", "--hydrated --timeout 90").succeeds();

    patch(app, finalizers(List.of("tests.tiphys.io/hold")));
    app.type("delete", "--yes --cascade=false").succeeds();
    var waits = argocd.start("app wait " + app.name() + " --delete --timeout 90");
    Await.until("it follows", () -> assertThat(waits.out()).contains("TIMESTAMP"), waits::out);
    assertThat(waits.process().isAlive()).isTrue();
    patch(app, finalizers(List.of()));
    assertThat(waits.end(90).succeeds().out()).contains("flags-end' deleted");
  }

  private static final Map<String, Object> HYDRATOR =
      Map.of(
          "drySource",
          Map.of("repoURL", "https://git.example.com/dry", "targetRevision", "main", "path", "app"),
          "syncSource",
          Map.of("targetBranch", "env/test", "path", "app"));

  private static Map<String, Object> hydration(String phase) {
    return Map.of(
        "phase", phase,
        "message", "",
        "drySHA", "abc",
        "startedAt", "2026-01-02T03:04:05Z",
        "sourceHydrator", HYDRATOR);
  }

  private static Map<String, Object> finalizers(List<String> names) {
    return Map.of("metadata", Map.of("finalizers", names));
  }

  private static void patch(TypedApp app, Map<String, Object> patch) {
    assertThat(
            script
                .kubectl()
                .run(
                    "patch",
                    "applications.argoproj.io",
                    app.name(),
                    "--type=merge",
                    "--patch=" + JsonTree.writeString(patch)))
        .contains("patched");
  }

  private static String limits(String health) {
    return """
    apiVersion: v1
    kind: LimitRange
    metadata: {name: limits, annotations: {health: %s}}
    spec: {limits: [{type: Container, default: {cpu: 100m}}]}
    """
        .formatted(health);
  }

  /// Sets the script for LimitRanges, which no other test has.
  private static void health(String lua) {
    var patch = Map.of("data", Map.of("resource.customizations.health.LimitRange", lua));
    script.kubectl().run("create", "configmap", "argocd-cm"); // it may be there
    script.kubectl().run("label", "configmap", "argocd-cm", "app.kubernetes.io/part-of=argocd");
    assertThat(
            script
                .kubectl()
                .run("patch", "configmap", "argocd-cm", "--patch=" + JsonTree.writeString(patch)))
        .contains("patched");
  }

  @Test
  @Behaviour("AUT-09")
  void aRollbackPrunesOnRequest() throws Exception {
    var app =
        create(
            "flags-rollback",
            Map.of("app/a.yaml", settings("a", "one"), "app/b.yaml", settings("b", "one")),
            "");
    app.sync("").succeeds();
    app.repository()
        .commit("main", "fewer", Map.of("app/a.yaml", settings("a", "two")), Set.of("app/b.yaml"));
    app.sync("--prune").succeeds();
    String b = "/api/v1/namespaces/" + app.namespace() + "/configmaps/b";
    assertThat(script.has(b)).isFalse();

    app.type("rollback", "0 --timeout 90").succeeds();
    assertThat(script.has(b)).isTrue();
    assertThat(app.type("rollback", "1 --prune --timeout 90 -o json").succeeds().out())
        .contains("\"phase\": \"Succeeded\"");
    assertThat(script.has(b)).isFalse();
    assertThat(word(app.namespace(), "a")).isEqualTo("two");
    assertThat(app.type("rollback", "99").fails().out()).contains("99");
    app.delete();
  }

  @Test
  @Behaviour("RES-06")
  void anActionOnOneOrOnAll() throws Exception {
    var app =
        create(
            "flags-actions",
            Map.of("app/a.yaml", deployment("web"), "app/b.yaml", deployment("api")),
            "");
    app.sync("").succeeds();
    assertThat(
            app.type("actions list", "--kind Deployment --group apps --resource-name web -o json")
                .succeeds()
                .out())
        .contains("restart");
    assertThat(app.type("actions run", "restart --kind Deployment").fails().out())
        .contains("--all");
    app.type(
            "actions run",
            "pause --kind Deployment --group apps --resource-name web --namespace "
                + app.namespace())
        .succeeds();
    assertThat(app.type("wait", "--resource apps:Deployment:web --suspended").succeeds().lines())
        .anyMatch(line -> line.startsWith("apps Deployment") && line.contains("Suspended"));
    app.type("actions run", "resume --kind Deployment --resource-name web").succeeds();
    app.type("actions run", "restart --kind Deployment --all").succeeds();
    for (String name : List.of("web", "api")) {
      assertThat(
              script
                  .admin()
                  .get("/apis/apps/v1/namespaces/" + app.namespace() + "/deployments/" + name)
                  .body())
          .contains("kubectl.kubernetes.io/restartedAt");
    }
    app.delete();
  }
}
