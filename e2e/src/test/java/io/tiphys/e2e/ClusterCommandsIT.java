package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.cluster.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The commands of `argocd cluster`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_cluster/). The cluster that
/// is added is the one of the control plane, by another URL.
class ClusterCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("cluster");

  private static final String MANAGER =
      "/api/v1/namespaces/kube-system/serviceaccounts/argocd-manager";
  private static final String HEADER = "SERVER NAME VERSION STATUS MESSAGE PROJECT";

  @TempDir private Path directory;

  /// Runs a command for somebody whose kubeconfig has a context of that name.
  private Argocd.Said run(Way way, String context, String... arguments) throws IOException {
    Connection connection = script.cluster().connection();
    Path kubeconfig = directory.resolve("kubeconfig");
    Files.writeString(
        kubeconfig,
        Files.readString(connection.kubeconfig())
            .replace("- name: tiphys\n  context:", "- name: " + context + "\n  context:")
            .replace("current-context: tiphys", "current-context: " + context));
    return script.argocd(way).run(Map.of("KUBECONFIG", kubeconfig.toString()), "", arguments);
  }

  private static String server() {
    return script.cluster().connection().server();
  }

  /// Also after a failure the next test finds no cluster.
  @AfterEach
  void forget() {
    script.argocd(Way.GRPC_PLAINTEXT).run("cluster", "rm", server(), "--yes");
  }

  private static String secretsOfTheManager() {
    return script
        .kubectl()
        .run("get", "secrets", "--namespace", "kube-system", "--output", "name")
        .lines()
        .filter(line -> line.contains("argocd-manager"))
        .toList()
        .toString();
  }

  @ParameterizedTest
  @EnumSource
  void aClusterFromAdditionToRemoval(Way way) throws IOException {
    String name = "east-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
    assertThat(run(way, name, "cluster", "add", name, "--yes").succeeds().lines())
        .anyMatch(line -> line.contains("ServiceAccount \\\"argocd-manager\\\" created"))
        .last()
        .isEqualTo("Cluster '" + server() + "' added");
    assertThat(run(way, name, "cluster", "list").succeeds().lines())
        .contains(HEADER)
        .anyMatch(line -> line.startsWith(Apps.IN_CLUSTER + " in-cluster "))
        .anyMatch(line -> line.startsWith(server() + " " + name + " "));
    assertThat(run(way, name, "cluster", "list", "-o", "server").succeeds().lines())
        .contains(Apps.IN_CLUSTER, server());
    assertThat(run(way, name, "cluster", "get", name).succeeds().lines())
        .contains("name: " + name, "server: " + server(), "insecure: false");
    assertThat(
            run(way, name, "cluster", "set", name, "--label", "a=b", "--namespace", "web")
                .succeeds()
                .lines())
        .containsExactly("Cluster '" + name + "' updated.");
    assertThat(run(way, name, "cluster", "get", server(), "-o", "wide").succeeds().lines())
        .contains(
            "Cluster information",
            "Server URL: " + server(),
            "Server Name: " + name,
            "Namespaces: web",
            "Cert validation: true");
    String before = secretsOfTheManager();
    assertThat(run(way, name, "cluster", "rotate-auth", name).succeeds().lines())
        .containsExactly("Cluster '" + name + "' rotated auth");
    assertThat(secretsOfTheManager()).contains("argocd-manager-token-").isNotEqualTo(before);
    assertThat(run(way, name, "cluster", "rm", name, "--yes").succeeds().lines())
        .startsWith("Cluster '" + name + "' removed");
    assertThat(script.admin().get(MANAGER).statusCode()).isEqualTo(404);
    assertThat(run(way, name, "cluster", "get", name).fails().out())
        .contains("code = PermissionDenied desc = permission denied");
  }

  @Test
  void whatIsSaidOfAClusterIsKeptAndChanged() throws IOException {
    var add = List.of("cluster", "add", "north", "--yes");
    run(Way.WEB_PLAINTEXT, "north", add.toArray(String[]::new)).succeeds();
    assertThat(
            run(Way.WEB_PLAINTEXT, "north", "cluster", "add", "north", "--yes", "--name", "west")
                .fails()
                .out())
        .contains("existing cluster spec is different; use upsert flag to force update;")
        .contains("difference in keys \\\"Name\\\"");
    run(
            Way.WEB_PLAINTEXT,
            "north",
            "cluster",
            "add",
            "north",
            "--yes",
            "--upsert",
            "--name",
            "west",
            "--project",
            "team",
            "--label",
            "region=west",
            "--annotation",
            "note=cheap",
            "--namespace",
            "default",
            "--namespace",
            "kube-system",
            "--cluster-resources",
            "--disable-compression",
            "--shard",
            "1")
        .succeeds();
    assertThat(run(Way.WEB_PLAINTEXT, "north", "cluster", "get", "west").succeeds().lines())
        .contains(
            "region: west",
            "note: cheap",
            "- default",
            "- kube-system",
            "clusterResources: true",
            "project: team",
            "shard: 1")
        .noneMatch(line -> line.contains("oken"));
    assertThat(run(Way.WEB_PLAINTEXT, "north", "cluster", "list").succeeds().lines())
        .anyMatch(line -> line.matches(server() + " \\(2 namespaces\\) west .* team"));
    assertThat(
            run(
                    Way.WEB_PLAINTEXT,
                    "north",
                    "cluster",
                    "set",
                    "west",
                    "--name",
                    "north",
                    "--namespace",
                    "*")
                .succeeds()
                .lines())
        .containsExactly("Cluster 'west' updated.");
    assertThat(run(Way.WEB_PLAINTEXT, "north", "cluster", "get", "north").succeeds().lines())
        .contains("project: team")
        .doesNotContain("namespaces:");
    run(Way.WEB_PLAINTEXT, "north", "cluster", "rm", "north", "--yes").succeeds();
  }

  @Test
  void whatAClusterIsIsKnownOnceAnApplicationUsesIt() throws IOException {
    var repository = script.git().repository("cluster-state");
    repository.commit(
        Map.of(
            "app/colors.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: colors}
            """));
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    argocd
        .run(
            "app",
            "create",
            "cluster-state",
            "--repo",
            repository.fileUrl(),
            "--path",
            "app",
            "--dest-server",
            Apps.IN_CLUSTER,
            "--dest-namespace",
            script.newNamespace())
        .succeeds();
    Await.until(
        "the cluster is known to be used",
        () ->
            assertThat(argocd.run("cluster", "get", "in-cluster", "-o", "json").succeeds().out())
                .containsPattern("\"serverVersion\": \"v1\\.\\d+\\.\\d+\"")
                .containsPattern("\"apisCount\": [1-9]")
                .containsPattern("\"applicationsCount\": [1-9]"),
        () -> "");
    assertThat(argocd.run("cluster", "list").succeeds().lines())
        .anyMatch(
            line -> line.matches(Apps.IN_CLUSTER + " in-cluster v1\\.\\d+\\.\\d+ Successful"));
    argocd.run("app", "delete", "cluster-state", "--yes", "--wait").succeeds();
  }

  /// A ServiceAccount that somebody made before, in a namespace of theirs.
  @Test
  void aClusterIsReachedAsAnotherServiceAccount() throws IOException {
    script.kubectl().run("create", "serviceaccount", "deployer");
    assertThat(
            run(
                    Way.GRPC_TLS,
                    "south",
                    "cluster",
                    "add",
                    "south",
                    "--service-account",
                    "deployer",
                    "--system-namespace",
                    script.namespace())
                .succeeds()
                .lines())
        .last()
        .isEqualTo("Cluster '" + server() + "' added");
    String config =
        script
            .kubectl()
            .run(
                "get",
                "secrets",
                "--selector",
                "argocd.argoproj.io/secret-type=cluster",
                "--output",
                "jsonpath={.items[0].data.config}");
    assertThat(new String(Base64.getDecoder().decode(config), StandardCharsets.UTF_8))
        .contains("\"bearerToken\":\"ey", "\"caData\":\"");
    assertThat(script.admin().get(MANAGER).statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeIsSaidInTheWordsOfTheOriginal() throws IOException {
    Way way = Way.GRPC_PLAINTEXT;
    assertThat(run(way, "here", "cluster", "add", "elsewhere").fails().out())
        .contains("context elsewhere does not exist in kubeconfig");
    assertThat(run(way, "here", "cluster", "rotate-auth", "in-cluster").fails().out())
        .contains("does not use bearer token authentication");
    assertThat(run(way, "here", "cluster", "set", "none", "--name", "x").fails().out())
        .contains("Ensure that the cluster is present")
        .contains("permission denied");
    assertThat(
            run(way, "here", "cluster", "add", "here", "--exec-command", "/bin/echo").fails().out())
        .contains("error getting server version: failed to get server version");
    assertThat(run(way, "here", "cluster", "rm", "none", "--yes").fails().out())
        .contains("permission denied");
  }
}
