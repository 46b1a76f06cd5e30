package io.tiphys.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.application.ApplicationSource;
import io.tiphys.testkit.Behaviour;
import io.tiphys.testkit.git.TestingRepository;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Every command of `argocd app`, over every way.
class AppCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("app");

  @BeforeAll
  static void letContainersWrite() throws Exception {
    Files.write(
        script.cluster().connection().podLogs().resolve("log-1"),
        List.of(
            "2026-01-02T03:04:05.000000000Z stdout F opened",
            "2026-01-02T03:04:06.000000000Z stderr F sold out"));
  }

  private static String commit(TestingRepository repository, String word) {
    return repository.commit(
        Map.of(
            "app/kustomization.yaml",
            "resources: [web.yaml, settings.yaml]\n",
            "app/web.yaml",
            """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: web}
            spec:
              selector: {matchLabels: {app: web}}
              template:
                metadata: {labels: {app: web}}
                spec: {containers: [{name: log-1, image: "shop:1"}]}
            """,
            "app/settings.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: settings}
            data: {word: %s}
            """
                .formatted(word)));
  }

  private static String name(String what, Way way) {
    return what + "-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @ParameterizedTest
  @EnumSource
  void anApplicationFromCreationToDeletion(Way way) throws Exception {
    Argocd argocd = script.argocd(way);
    String app = name("shop", way);
    String target = script.newNamespace();
    var repository = script.git().repository(app);
    String first = commit(repository, "one");
    assertThat(create(argocd, app, repository, target, "--path", "app").succeeds().lines())
        .containsExactly("application '" + app + "' created");

    assertThat(argocd.run("app", "get", app, "--refresh").succeeds().lines())
        .contains(
            "Name: " + script.namespace() + "/" + app,
            "Project: default",
            "Server: " + Apps.IN_CLUSTER,
            "Namespace: " + target,
            "URL: " + url(way) + "/applications/" + app,
            "Source:",
            "- Repo: " + repository.fileUrl(),
            "Target: main",
            "Path: app",
            "SyncWindow: Sync Allowed",
            "Sync Policy: Manual",
            "Sync Status: OutOfSync from main (" + first.substring(0, 7) + ")",
            "Health Status: Missing",
            "GROUP KIND NAMESPACE NAME STATUS HEALTH HOOK MESSAGE",
            "apps Deployment " + target + " web OutOfSync Missing");
    assertThat(argocd.run("app", "list").succeeds().lines())
        .contains(
            String.join(
                " ",
                script.namespace() + "/" + app,
                Apps.IN_CLUSTER,
                target,
                "default OutOfSync Missing Manual <none>",
                repository.fileUrl(),
                "app main"));
    var difference = argocd.run("app", "diff", app);
    assertThat(difference.code()).isEqualTo(1);
    assertThat(difference.lines())
        .contains("===== /ConfigMap " + target + "/settings ======", "> word: one");
    assertThat(argocd.run("app", "manifests", app).succeeds().lines())
        .contains("---", "kind: Deployment", "word: one");

    var sync = argocd.run("app", "sync", app, "--timeout", "90").succeeds();
    assertThat(sync.lines())
        .contains(
            "Operation: Sync",
            "Sync Revision: " + first,
            "Phase: Succeeded",
            "Message: successfully synced (all tasks run)",
            "ConfigMap " + target + " settings Synced configmap/settings created");
    assertThat(argocd.run("app", "wait", app, "--timeout", "90").succeeds().lines())
        .contains(
            "Health Status: Healthy",
            "apps Deployment " + target + " web Synced Healthy deployment.apps/web created");
    assertThat(argocd.run("app", "diff", app).succeeds().out()).isEmpty();
    assertThat(argocd.run("app", "resources", app).succeeds().lines())
        .containsExactly(
            "GROUP KIND NAMESPACE NAME ORPHANED",
            "ConfigMap " + target + " settings No",
            "apps Deployment " + target + " web No");
    assertThat(argocd.run("app", "logs", app).succeeds().lines())
        .containsExactly("opened", "sold out");

    changeObjects(argocd, app);
    changeTheApplication(argocd, app);
    deployAgain(argocd, app, repository, first);

    assertThat(argocd.run("app", "confirm-deletion", app).succeeds().lines())
        .containsExactly("Application '" + app + "' updated successfully");
    assertThat(argocd.runWith("y\n", "app", "delete", app, "--wait").succeeds().out())
        .contains("application '" + app + "' deleted");
    assertThat(script.has("/apis/apps/v1/namespaces/" + target + "/deployments/web")).isFalse();
    assertThat(argocd.run("app", "get", app).fails().out())
        .contains("code = PermissionDenied desc = permission denied");
  }

  private static Argocd.Said create(
      Argocd argocd, String app, TestingRepository repository, String target, String... more) {
    return argocd.run(
        Argocd.arguments(
            List.of(
                "app",
                "create",
                app,
                "--repo",
                repository.fileUrl(),
                "--revision",
                "main",
                "--dest-server",
                Apps.IN_CLUSTER,
                "--dest-namespace",
                target),
            more));
  }

  private static String url(Way way) {
    return (way.isTls() ? "https://" : "http://") + script.doors().address(way);
  }

  private static void changeObjects(Argocd argocd, String app) {
    String[] settings = {"--kind", "ConfigMap", "--resource-name", "settings"};
    assertThat(
            argocd
                .run(Argocd.arguments(List.of("app", "get-resource", app), settings))
                .succeeds()
                .lines())
        .contains("FIELD VALUE", "data.word one", "kind ConfigMap");
    assertThat(
            argocd
                .run(
                    Argocd.arguments(
                        List.of(
                            "app",
                            "patch-resource",
                            app,
                            "--patch",
                            "{\"data\":{\"word\":\"two\"}}"),
                        settings))
                .succeeds()
                .out())
        .contains("Resource 'settings' patched");
    var difference = argocd.run("app", "diff", app, "--refresh");
    assertThat(difference.code()).isEqualTo(1);
    assertThat(difference.lines())
        .containsSubsequence("< word: two", "---", "> word: one")
        .noneMatch(line -> line.contains("creationTimestamp"));
    assertThat(argocd.run("app", "actions", "list", app).succeeds().lines())
        .containsExactly(
            "GROUP KIND NAME ACTION DISABLED",
            "apps Deployment web pause false",
            "apps Deployment web restart false",
            "apps Deployment web resume true",
            "apps Deployment web scale false",
            "argoproj.io Application " + app + " toggle-auto-sync false");
    argocd.run("app", "actions", "run", app, "restart", "--kind", "Deployment").succeeds();
    assertThat(
            argocd
                .run("app", "get-resource", app, "--kind", "Deployment", "-o", "json")
                .succeeds()
                .out())
        .contains("kubectl.kubernetes.io/restartedAt");
    assertThat(
            argocd.run("app", "actions", "run", app, "fly", "--kind", "Deployment").fails().out())
        .contains("action \\\"fly\\\" not found");
    assertThat(
            argocd
                .run(Argocd.arguments(List.of("app", "delete-resource", app), settings))
                .succeeds()
                .out())
        .contains("Resource 'settings' deleted");
  }

  private static ApplicationSource source(String app) {
    return requireNonNull(script.apps().get(app).spec().source());
  }

  private static void changeTheApplication(Argocd argocd, String app) {
    assertThat(argocd.run("app", "set", app, "--kustomize-image", "shop=shop:2").succeeds().out())
        .isEmpty();
    assertThat(requireNonNull(source(app).kustomize()).images()).containsExactly("shop=shop:2");
    argocd.run("app", "unset", app, "--kustomize-image", "shop=shop:2").succeeds();
    assertThat(source(app).kustomize()).isNull();
    assertThat(
            argocd
                .run(
                    "app",
                    "patch",
                    app,
                    "--patch",
                    "[{\"op\":\"replace\",\"path\":\"/spec/source/targetRevision\",\"value\":\"HEAD\"}]")
                .succeeds()
                .lines())
        .contains("targetRevision: HEAD");
    argocd.edit("s/targetRevision: HEAD/targetRevision: main/", "app", "edit", app).succeeds();
    assertThat(source(app).targetRevision()).isEqualTo("main");
  }

  private static void deployAgain(
      Argocd argocd, String app, TestingRepository repository, String first) {
    String second = commit(repository, "three");
    argocd.run("app", "sync", app, "--timeout", "90").succeeds();
    assertThat(argocd.run("app", "history", app).succeeds().lines())
        .hasSize(4)
        .contains("SOURCE " + repository.fileUrl(), "ID DATE REVISION")
        .anyMatch(line -> line.endsWith("main (" + first.substring(0, 7) + ")"))
        .anyMatch(line -> line.endsWith("main (" + second.substring(0, 7) + ")"));
    assertThat(argocd.run("app", "rollback", app, "0", "--timeout", "90").succeeds().lines())
        .contains("Sync Revision: " + first, "Phase: Succeeded");
  }

  @Test
  @Behaviour("AUT-09")
  void aRollbackUnderAutomatedSyncStaysUntilThereIsANewerCommit() throws Exception {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    var repository = script.git().repository("held");
    String good = commit(repository, "good");
    String target = script.newNamespace();
    create(argocd, "held", repository, target, "--path", "app", "--sync-policy", "automated")
        .succeeds();
    argocd.run("app", "wait", "held", "--sync", "--operation", "--timeout", "90").succeeds();
    String bad = commit(repository, "bad");
    argocd.run("app", "get", "held", "--refresh").succeeds();
    argocd.run("app", "wait", "held", "--sync", "--operation", "--timeout", "90").succeeds();

    assertThat(argocd.run("app", "rollback", "held", "0", "--timeout", "90").succeeds().lines())
        .contains("Sync Revision: " + good, "Phase: Succeeded");

    assertThat(argocd.run("app", "get", "held", "--hard-refresh").succeeds().lines())
        .contains("Sync Status: OutOfSync from main (" + bad.substring(0, 7) + ")")
        .anyMatch(line ->
            line.startsWith(
                "AutoSyncHold Automated sync is held at %s by admin until Git has a commit other than %s"
                    .formatted(good.substring(0, 12), bad.substring(0, 12))));
    String newer = commit(repository, "newer");
    argocd.run("app", "get", "held", "--refresh").succeeds();
    argocd.run("app", "wait", "held", "--sync", "--operation", "--timeout", "90").succeeds();
    var app = script.apps().get("held");
    assertThat(app.status().history().getLast().revision()).isEqualTo(newer);
    assertThat(app.metadata().annotations()).doesNotContainKey("tiphys.io/hold");
  }

  @ParameterizedTest
  @EnumSource
  void sourcesComeAndGoAndAnOperationIsTerminated(Way way) throws Exception {
    Argocd argocd = script.argocd(way);
    String app = name("sources", way);
    String target = script.newNamespace();
    var repository = script.git().repository(app);
    repository.commit(
        Map.of(
            "one/a.yaml", settings("a", "word: one"),
            "two/b.yaml", settings("b", "word: two"),
            "stuck/c.yaml",
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: stuck, annotations: {argocd.argoproj.io/hook: PreSync}}
                spec: {nodeSelector: {never: there}, containers: [{name: c, image: "c:1"}]}
                """));
    var file = Files.createTempFile("app", ".yaml");
    Files.writeString(
        file,
        """
        apiVersion: argoproj.io/v1alpha1
        kind: Application
        metadata: {name: %s}
        spec:
          project: default
          destination: {server: "%s", namespace: %s}
          sources: [{repoURL: "%s", targetRevision: main, path: one}]
        """
            .formatted(app, Apps.IN_CLUSTER, target, repository.fileUrl()));
    assertThat(argocd.run("app", "create", "-f", file.toString()).succeeds().lines())
        .containsExactly("application '" + app + "' created");
    Files.delete(file);

    String[] second = {"--repo", repository.fileUrl(), "--revision", "main", "--path", "two"};
    assertThat(
            argocd
                .run(Argocd.arguments(List.of("app", "add-source", app), second))
                .succeeds()
                .lines())
        .containsExactly("Application '" + app + "' updated successfully");
    argocd.run("app", "sync", app, "--timeout", "90").succeeds();
    assertThat(argocd.run("app", "get", app).succeeds().lines())
        .contains("Sources:", "Path: one", "Path: two", "Sync Status: Synced to main");
    assertThat(argocd.run("app", "remove-source", app, "--source-position", "2").succeeds().lines())
        .containsExactly("Application '" + app + "' updated successfully");
    assertThat(argocd.run("app", "remove-source", app, "--source-position", "1").fails().out())
        .contains("Cannot remove the only source remaining in the app");

    argocd.run("app", "set", app, "--source-position", "1", "--path", "stuck").succeeds();
    argocd.run("app", "sync", app, "--async").succeeds();
    script.apps().await(app, it -> assertThat(Apps.phase(it)).isEqualTo("Running"));
    assertThat(argocd.run("app", "terminate-op", app).succeeds().lines())
        .containsExactly("Application '" + app + "' operation terminating");
    argocd.run("app", "wait", app, "--operation", "--timeout", "90").succeeds();
    assertThat(Apps.phase(script.apps().get(app))).isEqualTo("Failed");
    assertThat(argocd.run("app", "terminate-op", app).fails().out())
        .contains("Unable to terminate operation. No operation is in progress");
    argocd.run("app", "delete", app, "--yes").succeeds();
  }

  private static String settings(String name, String data) {
    return """
    apiVersion: v1
    kind: ConfigMap
    metadata: {name: %s}
    data: {%s}
    """
        .formatted(name, data);
  }
}
