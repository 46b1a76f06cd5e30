package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Options of the commands of `argocd app`: each over one way, since what they ask for is the same
/// over all.
class AppOptionsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of();

  @TempDir static Path directory;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web, labels: {part: web}}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec: {containers: [{name: log-2, image: "shop:1"}]}
      """;

  private static String settings(String word) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: settings, labels: {part: settings}}
    data: {word: %s}
    """
        .formatted(word);
  }

  /// A repository of the name, and an Application of the name for its directory `app`.
  private static TestingRepository made(Argocd argocd, String app, String... options) {
    var repository = script.git().repository(app);
    repository.commit(Map.of("app/web.yaml", DEPLOYMENT, "app/settings.yaml", settings("one")));
    create(argocd, app, repository, options).succeeds();
    return repository;
  }

  private static Argocd.Said create(
      Argocd argocd, String app, TestingRepository repository, String... options) {
    return argocd.run(
        Argocd.arguments(
            List.of(
                "app",
                "create",
                app,
                "--repo",
                repository.fileUrl(),
                "--path",
                "app",
                "--dest-server",
                Apps.IN_CLUSTER,
                "--dest-namespace",
                script.newNamespace()),
            options));
  }

  private static void delete(Argocd argocd, String app) {
    argocd.run("app", "delete", app, "--yes").succeeds();
  }

  private static String target(String app) {
    return script.apps().get(app).spec().destination().namespace();
  }

  private static boolean has(String app, String object) throws IOException {
    return script.has("/api/v1/namespaces/" + target(app) + "/configmaps/" + object);
  }

  @Test
  void applicationsAreMadeOfHelmAndOfKustomizeAndMadeAnew() {
    Argocd argocd = script.argocd(Way.WEB_TLS);
    var chart = script.git().repository("options-helm");
    chart.commit(
        Map.of(
            "app/Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\n",
            "app/values.yaml", "word: none\nother: none\n",
            "app/values-more.yaml", "other: more\n",
            "app/templates/a.yaml",
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}}
                data: {word: "{{ .Values.word }}", other: "{{ .Values.other }}"}
                """));
    create(
            argocd,
            "options-helm",
            chart,
            "--helm-set",
            "word=said",
            "--values",
            "values-more.yaml",
            "--release-name",
            "released",
            "--label",
            "kind=chart",
            "--annotations",
            "made=here",
            "--sync-policy",
            "none")
        .succeeds();
    assertThat(argocd.run("app", "manifests", "options-helm").succeeds().lines())
        .contains("word: said", "other: more", "name: released");
    argocd.run("app", "set", "options-helm", "-p", "word=set").succeeds();
    assertThat(argocd.run("app", "get", "options-helm", "--show-params").succeeds().lines())
        .contains("Helm Values: values-more.yaml", "NAME VALUE", "word set");
    argocd.run("app", "unset", "options-helm", "-p", "word", "--values", "values-more.yaml");
    assertThat(argocd.run("app", "manifests", "options-helm", "--revision", "main").lines())
        .contains("word: none", "other: none");

    assertThat(create(argocd, "options-helm", chart).fails().out())
        .contains("existing application spec is different, use upsert flag to force update");
    assertThat(create(argocd, "options-helm", chart, "--upsert").succeeds().lines())
        .containsExactly("application 'options-helm' updated");
    assertThat(argocd.run("app", "list", "-l", "kind=chart", "-o", "name").succeeds().lines())
        .containsExactly(script.namespace() + "/options-helm");
    delete(argocd, "options-helm");
  }

  @Test
  void whatCannotBeRenderedIsRefusedUnlessNobodyWantsToKnow() {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    var repository = script.git().repository("options-invalid");
    repository.commit(Map.of("other/settings.yaml", settings("one")));
    assertThat(create(argocd, "options-invalid", repository).fails().out())
        .contains("code = InvalidArgument desc = application spec for options-invalid is invalid")
        .contains("app: app path does not exist");
    create(argocd, "options-invalid", repository, "--validate=false").succeeds();
    assertThat(argocd.run("app", "get", "options-invalid", "--refresh").succeeds().out())
        .contains("ComparisonError", "app path does not exist");
    delete(argocd, "options-invalid");
  }

  @Test
  void aSyncDoesWhatItsOptionsSay() throws Exception {
    Argocd argocd = script.argocd(Way.WEB_PLAINTEXT);
    var repository = made(argocd, "options-sync", "--label", "shelf=sync");
    String[] sync = {"--timeout", "90"};
    argocd.run(Argocd.arguments(List.of("app", "sync", "options-sync", "--dry-run"), sync));
    assertThat(has("options-sync", "settings")).isFalse();
    argocd
        .run(
            Argocd.arguments(
                List.of("app", "sync", "options-sync", "--resource", ":ConfigMap:settings"), sync))
        .succeeds();
    assertThat(has("options-sync", "settings")).isTrue();
    assertThat(argocd.run("app", "get", "options-sync").succeeds().lines())
        .contains("apps Deployment " + target("options-sync") + " web OutOfSync Missing");
    argocd
        .run(Argocd.arguments(List.of("app", "sync", "options-sync", "--label", "part=web"), sync))
        .succeeds();
    argocd
        .run("app", "wait", "options-sync", "--resource", "apps:Deployment:web", "--health")
        .succeeds();

    repository.commit(
        "main",
        "fewer",
        Map.of("app/web.yaml", DEPLOYMENT + " \n"),
        java.util.Set.of("app/settings.yaml"));
    assertThat(
            argocd
                .run(
                    Argocd.arguments(
                        List.of(
                            "app",
                            "sync",
                            "-l",
                            "shelf=sync",
                            "--apply-out-of-sync-only",
                            "--strategy",
                            "apply",
                            "--retry-limit",
                            "2",
                            "--info",
                            "why=test"),
                        sync))
                .fails()
                .out())
        .contains("ignored (requires pruning)", "1 resources require pruning");
    assertThat(has("options-sync", "settings")).as("it was not to be pruned").isTrue();
    assertThat(
            argocd
                .run(
                    Argocd.arguments(
                        List.of("app", "sync", "options-sync", "--prune", "--server-side"), sync))
                .succeeds()
                .lines())
        .anyMatch(line -> line.endsWith("settings Succeeded Pruned pruned"));
    assertThat(has("options-sync", "settings")).isFalse();
    var state = script.apps().get("options-sync").status().operationState();
    assertThat(requireNonNull(requireNonNull(state).operation().sync()).syncOptions())
        .contains("ServerSideApply=true");
    delete(argocd, "options-sync");
  }

  @Test
  void aSyncShowsItsChangesFirstAndTakesLocalFiles() throws Exception {
    Argocd argocd = script.argocd(Way.GRPC_PLAINTEXT);
    made(argocd, "options-local");
    Path root = directory.resolve("local");
    Path local = Files.createDirectories(root.resolve("app"));
    Files.writeString(local.resolve("web.yaml"), DEPLOYMENT);
    Files.writeString(local.resolve("settings.yaml"), settings("local"));
    String[] files = {"--local", local.toString(), "--local-repo-root", root.toString()};

    assertThat(
            argocd
                .runWith(
                    "n\n", "app", "sync", "options-local", "--preview-changes", "--timeout", "90")
                .out())
        .contains("> ", "word: one");
    assertThat(has("options-local", "settings")).isFalse();
    argocd.run("app", "sync", "options-local", "--preview-changes", "--assumeYes").succeeds();
    assertThat(has("options-local", "settings")).isTrue();

    var difference =
        argocd.run(
            "app", "diff", "options-local", "--server-side-generate", "--local", root.toString());
    assertThat(difference.code()).as(difference.out()).isEqualTo(1);
    assertThat(difference.lines()).contains("> word: local");
    assertThat(
            argocd
                .run(
                    Argocd.arguments(
                        List.of("app", "diff", "options-local", "--exit-code=false"), files))
                .succeeds()
                .lines())
        .contains("> word: local");
    assertThat(
            argocd
                .run(Argocd.arguments(List.of("app", "manifests", "options-local"), files))
                .succeeds()
                .lines())
        .contains("word: local");
    argocd
        .run(Argocd.arguments(List.of("app", "sync", "options-local", "--timeout", "90"), files))
        .succeeds();
    assertThat(
            argocd.run("app", "manifests", "options-local", "--source", "live").succeeds().lines())
        .contains("word: local");
    delete(argocd, "options-local");
  }

  @Test
  void whatIsShownIsShownInEveryForm() throws Exception {
    Argocd argocd = script.argocd(Way.WEB_TLS);
    Files.write(
        script.cluster().connection().podLogs().resolve("log-2"),
        List.of(
            "2026-01-02T03:04:05.000000000Z stdout F first",
            "2026-01-02T03:04:06.000000000Z stdout F second ERROR",
            "2026-01-02T03:04:07.000000000Z stdout F third"));
    var repository = made(argocd, "options-shown");
    argocd.run("app", "sync", "options-shown", "-o", "tree", "--timeout", "90").succeeds();
    argocd.run("app", "wait", "options-shown", "--sync", "--health", "-o", "json").succeeds();

    assertThat(argocd.run("app", "get", "options-shown", "-o", "json").succeeds().out())
        .contains("\"name\": \"options-shown\"", "\"status\": \"Healthy\"");
    assertThat(argocd.run("app", "get", "options-shown", "-o", "yaml").succeeds().lines())
        .contains("kind: Deployment", "name: web");
    assertThat(argocd.run("app", "get", "options-shown", "-o", "tree").succeeds().lines())
        .contains("KIND/NAME STATUS HEALTH MESSAGE")
        .anyMatch(line -> line.startsWith("└─ReplicaSet/web-") && line.endsWith("Healthy"));
    assertThat(
            argocd
                .run("app", "get", "options-shown", "-o", "tree=detailed", "--show-operation")
                .succeeds()
                .lines())
        .contains("KIND/NAME STATUS HEALTH AGE MESSAGE REASON", "Phase: Succeeded");
    argocd.run("app", "get", "options-shown", "--hard-refresh").succeeds();
    for (String[] filter :
        new String[][] {
          {"--project", "default"},
          {"--repo", repository.fileUrl()},
          {"--cluster", Apps.IN_CLUSTER}
        }) {
      assertThat(
              argocd
                  .run(Argocd.arguments(List.of("app", "list", "-o", "name"), filter))
                  .succeeds()
                  .lines())
          .as(filter[0])
          .contains(script.namespace() + "/options-shown");
    }
    assertThat(argocd.run("app", "list", "-p", "nobody", "-o", "json").succeeds().out().strip())
        .isEqualTo("[]");
    assertThat(argocd.run("app", "list", "-o", "yaml").succeeds().out())
        .contains("name: options-shown");
    assertThat(argocd.run("app", "history", "options-shown", "-o", "id").succeeds().lines())
        .containsExactly("0");
    assertThat(argocd.run("app", "resources", "options-shown", "--output", "tree").succeeds().out())
        .contains("GROUP", "ORPHANED", "Deployment", "ConfigMap");
    assertThat(
            argocd
                .run("app", "resources", "options-shown", "--output", "tree=detailed")
                .succeeds()
                .out())
        .contains("AGE", "Healthy");
    assertThat(
            argocd
                .run(
                    "app",
                    "get-resource",
                    "options-shown",
                    "--kind",
                    "Deployment",
                    "--filter-fields",
                    "spec.replicas,kind",
                    "-o",
                    "json")
                .succeeds()
                .out())
        .contains("\"replicas\": 1");

    assertThat(argocd.run("app", "logs", "options-shown", "--tail", "1").succeeds().lines())
        .containsExactly("third");
    assertThat(
            argocd
                .run("app", "logs", "options-shown", "-c", "log-2", "--filter", "error")
                .succeeds()
                .lines())
        .containsExactly("second ERROR");
    assertThat(
            argocd
                .run(
                    "app",
                    "logs",
                    "options-shown",
                    "--kind",
                    "Deployment",
                    "--group",
                    "apps",
                    "--name",
                    "web",
                    "--filter",
                    "error",
                    "--match-case")
                .succeeds()
                .lines())
        .isEmpty();
    assertThat(
            argocd
                .run("app", "logs", "options-shown", "-f", "--until-time", "2026-01-02T03:04:06Z")
                .succeeds()
                .lines())
        .containsExactly("first", "second ERROR");
    delete(argocd, "options-shown");
  }

  @Test
  @Behaviour("DEL-05")
  void objectsArePatchedDeletedAndLeftAlone() throws Exception {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    made(argocd, "options-objects");
    argocd.run("app", "sync", "options-objects", "--timeout", "90").succeeds();
    argocd
        .run(
            "app",
            "patch-resource",
            "options-objects",
            "--kind",
            "Deployment",
            "--patch",
            "[{\"op\":\"replace\",\"path\":\"/spec/replicas\",\"value\":2}]",
            "--patch-type",
            "application/json-patch+json",
            "--all")
        .succeeds();
    assertThat(
            argocd
                .run(
                    "app",
                    "wait",
                    "options-objects",
                    "--resource",
                    "apps:Deployment:web",
                    "--health",
                    "--timeout",
                    "90")
                .succeeds()
                .lines())
        .anyMatch(line -> line.startsWith("apps Deployment"));
    argocd
        .run(
            "app",
            "delete-resource",
            "options-objects",
            "--kind",
            "Deployment",
            "--force",
            "--orphan",
            "--resource-name",
            "web")
        .succeeds();
    assertThat(
            argocd
                .run("app", "delete-resource", "options-objects", "--kind", "Nothing")
                .fails()
                .out())
        .contains("no matching resource found");
    argocd.run("app", "delete", "options-objects", "--cascade=false", "--yes").succeeds();
    assertThat(argocd.run("app", "list", "-o", "name").succeeds().lines())
        .doesNotContain(script.namespace() + "/options-objects");
  }
}
