package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The stock `argocd` binary at work, as its documentation shows it.
class CommandLineIT {

  @RegisterExtension static final SharedTiphys tiphys = SharedTiphys.start();

  private static Argocd argocd;

  @BeforeAll
  static void logIn() throws IOException {
    argocd = Argocd.to(tiphys.installation().apiServer(), "--plaintext");
    var login = argocd.login("admin", initialPassword()).succeeds();
    assertThat(login.out()).contains("'admin:login' logged in successfully");
  }

  private static String initialPassword() throws IOException {
    var answer =
        tiphys
            .admin()
            .get(
                "/api/v1/namespaces/"
                    + tiphys.namespace()
                    + "/secrets/argocd-initial-admin-secret");
    assertThat(answer.statusCode()).isEqualTo(200);
    var data =
        JsonTree.objectOrEmpty(
            JsonTree.parseObject(answer.body().getBytes(StandardCharsets.UTF_8)).get("data"));
    return new String(
        Base64.getDecoder().decode(String.valueOf(data.get("password"))), StandardCharsets.UTF_8);
  }

  @Test
  void aWrongPasswordIsRefused() {
    var other = Argocd.to(tiphys.installation().apiServer(), "--plaintext");
    assertThat(other.login("admin", "wrong").fails().out())
        .contains("Invalid username or password");
  }

  @Test
  void anApplicationFromCreationToDeletion() throws Exception {
    TestingRepository repository = tiphys.git().repository("shop-cli");
    String revision = commit(repository).substring(0, 7);
    String target = tiphys.newNamespace();
    argocd
        .run(
            "app",
            "create",
            "shop",
            "--repo",
            repository.fileUrl(),
            "--path",
            "app",
            "--revision",
            "main",
            "--dest-server",
            Apps.IN_CLUSTER,
            "--dest-namespace",
            target)
        .succeeds();
    assertThat(argocd.run("app", "get", "shop", "--refresh").succeeds().lines())
        .contains("Sync Status: OutOfSync from main (" + revision + ")")
        .contains("Health Status: Missing");
    assertThat(argocd.run("app", "diff", "shop").out()).contains("color: blue");
    assertThat(argocd.run("app", "manifests", "shop", "--source", "git").succeeds().out())
        .contains("kind: ConfigMap");
    var sync = argocd.run("app", "sync", "shop").succeeds();
    assertThat(sync.lines())
        .contains("Phase: Succeeded", "Message: successfully synced (all tasks run)");
    argocd.run("app", "wait", "shop", "--timeout", "60").succeeds();
    assertThat(tiphys.has("/api/v1/namespaces/" + target + "/configmaps/colors")).isTrue();
    assertThat(argocd.run("app", "diff", "shop").succeeds().out()).isEmpty();
    assertThat(argocd.run("app", "list", "-o", "name").succeeds().lines())
        .contains(tiphys.namespace() + "/shop");
    assertThat(argocd.run("app", "resources", "shop").succeeds().out()).contains("ConfigMap");
    assertThat(argocd.run("app", "history", "shop").succeeds().out()).contains(revision);
    assertThat(
            argocd
                .run(
                    "app",
                    "get-resource",
                    "shop",
                    "--kind",
                    "ConfigMap",
                    "--resource-name",
                    "colors")
                .succeeds()
                .lines())
        .contains("data.color blue");
    argocd.run("app", "set", "shop", "--sync-policy", "automated").succeeds();
    assertThat(argocd.run("app", "get", "shop").lines()).contains("Sync Policy: Automated");
    argocd.run("app", "delete", "shop", "--yes", "--wait").succeeds();
    assertThat(tiphys.has("/api/v1/namespaces/" + target + "/configmaps/colors")).isFalse();
    assertThat(argocd.run("app", "get", "shop").fails().out())
        .contains("code = PermissionDenied desc = permission denied");
  }

  private static String commit(TestingRepository repository) {
    return repository.commit(
        Map.of(
            "app/colors.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: colors}
            data: {color: blue}
            """));
  }

  @Test
  void whoOneIs() {
    assertThat(argocd.run("account", "get-user-info").succeeds().lines())
        .contains("Logged In: true", "Username: admin");
    assertThat(argocd.run("account", "list").succeeds().lines()).contains("admin true login");
    assertThat(argocd.run("account", "can-i", "sync", "applications", "*/*").succeeds().out())
        .contains("yes");
    assertThat(argocd.run("context").succeeds().out()).contains(tiphys.installation().apiServer());
    assertThat(argocd.run("version", "--short").succeeds().lines())
        .anyMatch(line -> line.startsWith("argocd-server: v3.6.0+tiphys"));
  }

  @Test
  void projectsRepositoriesAndClusters() throws IOException {
    argocd.run("proj", "create", "team", "-d", Apps.IN_CLUSTER + ",*", "-s", "*").succeeds();
    assertThat(argocd.run("proj", "list").succeeds().out()).contains("default", "team");
    argocd.run("proj", "role", "create", "team", "ci").succeeds();
    assertThat(argocd.run("proj", "role", "list", "team").succeeds().out()).contains("ci");
    argocd.run("proj", "delete", "team").succeeds();
    TestingRepository repository = tiphys.git().repository("registered");
    commit(repository);
    assertThat(argocd.run("repo", "add", repository.fileUrl()).succeeds().out())
        .contains("Repository '" + repository.fileUrl() + "' added");
    assertThat(argocd.run("repo", "list").succeeds().lines())
        .contains(
            "TYPE NAME REPO INSECURE OCI LFS CREDS STATUS MESSAGE PROJECT",
            "git " + repository.fileUrl() + " false false false false Successful");
    argocd.run("repo", "rm", repository.fileUrl()).succeeds();
    assertThat(argocd.run("cluster", "list").succeeds().lines())
        .anyMatch(line -> line.startsWith(Apps.IN_CLUSTER + " in-cluster"));
    assertThat(List.of(argocd.run("cert", "list").succeeds().code())).containsExactly(0);
    argocd.run("gpg", "list").succeeds();
    argocd.run("repocreds", "list").succeeds();
  }
}
