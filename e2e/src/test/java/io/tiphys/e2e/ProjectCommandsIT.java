package io.tiphys.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The commands of `argocd proj`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/commands/argocd_proj/).
class ProjectCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("proj");

  @TempDir private Path directory;

  /// One user and one project.
  private record Typist(Argocd argocd, String project) {

    static Typist of(Way way, String topic) {
      String name = topic + "-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
      return new Typist(script.argocd(way), name);
    }

    /// @param command what follows `argocd proj`; `P` is the project
    Argocd.Said run(String command) {
      return argocd.type("proj " + command.replaceAll("\\bP\\b", project));
    }

    /// A command that says nothing.
    void each(String... commands) {
      for (String command : commands) {
        assertThat(run(command).succeeds().out()).as(command).isEmpty();
      }
    }

    void says(String command, String... lines) {
      assertThat(run(command).succeeds().lines()).as(command).contains(lines);
    }

    void fails(String command, int code, String message) {
      var said = run(command).fails();
      assertThat(said.code()).as(said.out()).isEqualTo(code);
      assertThat(said.out()).contains(message);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatAProjectPermitsIsChangedPieceByPiece(Way way) {
    var proj = Typist.of(way, "permits");
    proj.each("create P -d https://kubernetes.default.svc,web -s https://git/a");
    assertThat(proj.run("list").succeeds().lines())
        .contains(
            "NAME DESCRIPTION DESTINATIONS SOURCES CLUSTER-RESOURCE-WHITELIST"
                + " NAMESPACE-RESOURCE-BLACKLIST SIGNATURE-KEYS ORPHANED-RESOURCES"
                + " DESTINATION-SERVICE-ACCOUNTS",
            "default *,* * */* <none> <none> disabled <none>",
            proj.project()
                + " https://kubernetes.default.svc,web https://git/a <none> <none> <none>"
                + " disabled <none>");
    proj.each(
        "add-source P https://git/b",
        "remove-source P https://git/a",
        "add-destination P https://east other",
        "remove-destination P https://kubernetes.default.svc web",
        "add-orphaned-ignore P apps Deployment --name web",
        "add-orphaned-ignore P apps ReplicaSet",
        "remove-orphaned-ignore P apps Deployment --name web",
        "add-signature-key P 4AEE18F83AFDEB23",
        "add-signature-key P 07E34825A909B250",
        "remove-signature-key P 4AEE18F83AFDEB23",
        "add-source-namespace P apps",
        "add-source-namespace P more",
        "remove-source-namespace P apps",
        "add-destination-service-account P https://east other deployer",
        "add-destination-service-account P https://east web deployer",
        "remove-destination-service-account P https://east other deployer",
        "set P --description ours");
    proj.says(
        "allow-cluster-resource P '' Namespace",
        "Group '' and kind 'Namespace' is added to allowed cluster resources");
    proj.says(
        "deny-cluster-resource P '' Node --list deny",
        "Group '' and kind 'Node' is added to denied cluster resources");
    proj.says(
        "deny-namespace-resource P '' Secret",
        "Group '' and kind 'Secret' is added to denied namespaced resources");
    proj.says(
        "allow-namespace-resource P apps Deployment --list allow",
        "Group 'apps' and kind 'Deployment' is added to allowed namespaced resources");
    assertThat(
            proj.argocd()
                .edit("s/description: ours/description: mine/", "proj", "edit", proj.project())
                .succeeds()
                .out())
        .isEmpty();
    proj.says(
        "get P",
        "Name: " + proj.project(),
        "Description: mine",
        "Destinations: https://east,other",
        "Repositories: https://git/b",
        "Source Namespaces: more",
        "Scoped Repositories: <none>",
        "Allowed Cluster Resources: /Namespace",
        "Scoped Clusters: <none>",
        "Denied Namespaced Resources: /Secret",
        "Signature keys: 07E34825A909B250",
        "Orphaned Resources: enabled (warn=false, ignored 1)");
    proj.each("delete P");
    proj.fails("get P", 20, "appprojects.argoproj.io \\\"" + proj.project() + "\\\" not found");
  }

  @ParameterizedTest
  @EnumSource
  void rolesHavePoliciesGroupsAndTokens(Way way) {
    var proj = Typist.of(way, "roles");
    proj.each("create P");
    proj.says("role create P ci --description robots", "Role 'ci' created");
    proj.says("role list P", "ROLE-NAME DESCRIPTION", "ci robots");
    proj.each(
        "role add-policy P ci --action sync --permission allow --object web",
        "role add-policy P ci -a get -p deny -o web -r logs",
        "role remove-policy P ci --action sync --permission allow --object web");
    proj.says("role add-group P ci robots", "Group 'robots' added to role 'ci'");
    proj.says("role add-group P ci others", "Group 'others' added to role 'ci'");
    proj.says("role remove-group P ci others", "Group 'others' removed from role 'ci'");
    proj.says(
        "role create-token P ci --id first",
        "Create token succeeded for proj:" + proj.project() + ":ci.",
        "ID: first",
        "Expires At: Never");
    String role = "proj:" + proj.project() + ":ci";
    var shown = proj.run("role get P ci").succeeds().lines();
    assertThat(shown)
        .contains(
            "Role Name: ci",
            "Description: robots",
            "p, " + role + ", projects, get, " + proj.project() + ", allow",
            "p, " + role + ", logs, get, " + proj.project() + "/web, deny",
            "- robots",
            "ID ISSUED-AT EXPIRES-AT")
        .doesNotContain("- others")
        .noneMatch(line -> line.contains("sync"))
        .last()
        .asString()
        .matches("\\d{10} \\S+Z \\(.*\\) <none>");
    String token = proj.run("role create-token P ci --token-only --expires-in 7d").out().strip();
    var asRole = proj.argocd().run("account", "get-user-info", "--auth-token", token).succeeds();
    assertThat(asRole.lines()).contains("Logged In: true", "Username: " + role);
    String issued = shown.getLast().split(" ")[0];
    assertThat(proj.run("role list-tokens P ci --unixtime").succeeds().lines())
        .hasSize(3)
        .contains("ID ISSUED AT EXPIRES AT", "first " + issued + " 0")
        .anyMatch(ProjectCommandsIT::isGoodForAWeek);
    proj.each("role delete-token P ci " + issued);
    assertThat(proj.run("role list-tokens P ci").succeeds().out()).doesNotContain("first");
    proj.says("role delete P ci", "Role 'ci' deleted");
    assertThat(proj.run("role list P").succeeds().lines()).containsExactly("ROLE-NAME DESCRIPTION");
    proj.each("delete P");
  }

  /// @param line of an id, when it was issued, and when it expires
  private static boolean isGoodForAWeek(String line) {
    String[] parts = line.split(" ");
    return parts.length == 3
        && Long.parseLong(parts[2]) - Long.parseLong(parts[1]) == Duration.ofDays(7).toSeconds();
  }

  /// What stands behind the last column is the binary's own mistake.
  @ParameterizedTest
  @EnumSource
  void windowsAreAddedChangedAndShown(Way way) {
    var proj = Typist.of(way, "windows");
    proj.each(
        "create P",
        "windows add P --kind allow --schedule '* * * * *' --duration 1h --applications '*'",
        "windows add P --kind deny --schedule '0 0 29 2 *' --duration 1m --clusters east"
            + " --namespaces web,more --manual-sync --description 'Ticket 123'",
        "windows enable-manual-sync P 0",
        "windows disable-manual-sync P 1",
        "windows update P 1 --time-zone Europe/Amsterdam --duration 2m");
    assertThat(proj.run("windows list P").succeeds().lines())
        .first()
        .isEqualTo(
            "ID STATUS KIND SCHEDULE DURATION APPLICATIONS NAMESPACES CLUSTERS MANUALSYNC"
                + " TIMEZONE");
    assertThat(proj.run("windows list P").lines())
        .anyMatch(line -> line.endsWith("0 Active allow * * * * * 1h * - - Enabled UTC"))
        .anyMatch(line ->
            line.endsWith(
                "1 Inactive deny 0 0 29 2 * 2m - web,more east Disabled Europe/Amsterdam"));
    proj.each("windows delete P 1");
    assertThat(proj.run("windows list P -o yaml").succeeds().lines())
        .contains("schedule: '* * * * *'", "manualSync: true")
        .doesNotContain("kind: deny");
    proj.each("delete P");
  }

  @Test
  void aProjectComesFromAFileOrFromOptions() throws IOException {
    var proj = Typist.of(Way.WEB_PLAINTEXT, "made");
    Path file =
        Files.writeString(
            directory.resolve("project.yaml"),
            """
            apiVersion: argoproj.io/v1alpha1
            kind: AppProject
            metadata: {name: %s}
            spec:
              description: from a file
              sourceRepos: ['*']
              destinations: [{name: in-cluster, namespace: '*'}]
            """
                .formatted(proj.project()));
    proj.each("create -f " + file, "create P -f " + file);
    proj.fails("create other -f " + file, 20, "does not match project spec metadata.name");
    proj.says("get P -o yaml", "description: from a file", "- name: in-cluster", "- '*'");
    proj.fails(
        "create P -s https://git/c",
        20,
        "existing project spec is different; use upsert flag to force update;"
            + " difference in keys \\\"Description,Destinations,SourceRepos,0\\\"");
    proj.each(
        "create P --upsert -d https://east,web -s https://git/c --orphaned-resources"
            + " --orphaned-resources-warn --allow-cluster-resource '*/Namespace'"
            + " --deny-cluster-resource rbac.authorization.k8s.io/ClusterRole"
            + " --allow-namespaced-resource apps/Deployment --deny-namespaced-resource /Secret"
            + " --signature-keys 4AEE18F83AFDEB23 --source-namespaces apps"
            + " --dest-service-accounts https://east,web,deployer");
    proj.says(
        "list",
        proj.project()
            + " https://east,web https://git/c */Namespace 1 resources 1 key(s)"
            + " enabled (warn=true) https://east,web,deployer");
    proj.says("list -o name", "default", proj.project());
    proj.says("list -o json", "\"keyID\": \"4AEE18F83AFDEB23\"");
    proj.says("get P -o json", "\"sourceNamespaces\": [", "\"warn\": true");
    proj.each("delete P");
  }

  @Test
  void whatIsWrongIsSaidInTheWordsOfTheOriginal() {
    var proj = Typist.of(Way.WEB_TLS, "wrong");
    proj.each("create P");
    proj.says("role create P ci", "Role 'ci' created");
    proj.each("role add-policy P ci -a get -o web");
    String line = "'p, proj:P:ci, applications, get, P/web, allow'".replace("P", proj.project());
    proj.fails("role add-policy P ci -a get -o web", 20, line + " already exists for role 'ci'");
    proj.fails("role add-policy P ci -a get -o web -p maybe", 20, "must be: 'allow' or 'deny'");
    proj.fails("role add-policy P none -a get -o web", 20, "role 'none' does not exist");
    assertThat(proj.run("role create-token P ci --id one -t").succeeds().out().split("\\."))
        .hasSize(3);
    proj.fails("role create-token P ci --id one", 20, "Token id 'one' has been used.");
    proj.fails("role create-token P none", 20, "does not have role 'none'");
    proj.fails("add-destination-service-account P https://!east web a", 20, "invalid format");
    proj.fails(
        "windows add P --kind allow --schedule never --duration 1h --applications x",
        20,
        "cannot parse schedule 'never'");
    proj.fails(
        "windows add P --kind allow --schedule '* * * * *' --duration 1h",
        20,
        "requires one of application, cluster or namespace");
    proj.fails("create 'No Name'", 20, "a lowercase RFC 1123 subdomain must consist of");
    proj.fails("delete default", 20, "name 'default' is reserved and cannot be deleted");
    for (String command : List.of("delete none", "set none -s a", "role list none")) {
      proj.fails(command, 20, "appprojects.argoproj.io \\\"none\\\" not found");
    }
    proj.each("delete P");
  }
}
