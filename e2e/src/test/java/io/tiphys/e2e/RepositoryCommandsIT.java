package io.tiphys.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.testkit.charts.TestingCharts;
import io.tiphys.testkit.git.TestingGitHttps;
import io.tiphys.testkit.git.TestingGitSsh;
import io.tiphys.testkit.git.TestingRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The commands of `argocd repo` and `argocd repocreds`
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/private-repositories/).
class RepositoryCommandsIT {

  @RegisterExtension static final CommandScript script = CommandScript.of("repo", "repocreds");

  private static final String PASSWORD = "right-password";
  private static final String HEADER =
      "TYPE NAME REPO INSECURE OCI LFS CREDS STATUS MESSAGE PROJECT";

  private static TestingGitHttps https;
  private static TestingGitSsh ssh;
  private static TestingCharts charts;

  @TempDir private Path directory;

  @BeforeAll
  static void serve() {
    https = script.git().https().user("ada", PASSWORD);
    ssh = script.git().ssh();
    charts = TestingCharts.start("ada", PASSWORD);
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    argocd
        .runWith(https.authority() + charts.authority(), "cert", "add-tls", "localhost")
        .succeeds();
    argocd.runWith(ssh.knownHosts(), "cert", "add-ssh", "--batch").succeeds();
    script.doors().mountHosts();
  }

  @AfterAll
  static void stop() {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    argocd.run("cert", "rm", "localhost");
    argocd.run("cert", "rm", "*127.0.0.1*");
    charts.close();
  }

  private static TestingRepository repository(String name) {
    var repository = script.git().repository(name);
    repository.commit(Map.of("cm.yaml", "a: b"));
    return repository;
  }

  private static String name(Way way) {
    return way.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// With ada's name and password.
  private static Argocd.Said add(Argocd argocd, String... arguments) {
    var words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--username", "ada", "--password", PASSWORD));
    return argocd.run(words.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void aRepositoryFromAdditionToRemoval(Way way) {
    Argocd argocd = script.argocd(way);
    String url = https.url(repository("added-" + name(way)));
    assertThat(
            argocd
                .run("repo", "add", url, "--username", "ada", "--password", "wrong-one")
                .fails()
                .out())
        .contains("code = Unknown desc = error testing repository connectivity")
        .contains("authentication required")
        .doesNotContain("wrong-one");
    assertThat(add(argocd, "repo", "add", url, "--type", "nonsense").fails().out())
        .contains("code = InvalidArgument desc = repository type must be git, helm or oci");
    assertThat(add(argocd, "repo", "add", url).succeeds().out())
        .isEqualTo("Repository '" + url + "' added\n");
    String row = "git " + url + " false false false true Successful";
    assertThat(argocd.run("repo", "list").succeeds().lines()).contains(HEADER, row);
    assertThat(argocd.run("repo", "list", "-o", "url").succeeds().lines()).contains(url);
    assertThat(argocd.run("repo", "get", url, "--refresh", "hard").succeeds().lines())
        .containsExactly(HEADER, row);
    assertThat(argocd.run("repo", "rm", url).succeeds().out())
        .isEqualTo("Repository '" + url + "' removed\n");
    for (String verb : List.of("get", "rm")) {
      assertThat(argocd.run("repo", verb, url).fails().out())
          .contains("code = PermissionDenied desc = permission denied");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTemplateFromAdditionToRemoval(Way way) {
    Argocd argocd = script.argocd(way);
    String url = https.url(repository("team-" + name(way) + "/shop"));
    String prefix = url.substring(0, url.lastIndexOf('/') + 1);
    assertThat(add(argocd, "repocreds", "add", prefix).succeeds().out())
        .isEqualTo("Repository credentials for '" + prefix + "' added\n");
    assertThat(argocd.run("repocreds", "list").succeeds().lines())
        .contains("URL PATTERN USERNAME SSH_CREDS TLS_CREDS", prefix + " ada false false");
    argocd.run("repo", "add", url).succeeds();
    assertThat(argocd.run("repo", "list").succeeds().lines())
        .contains("git " + url + " false false false inherited Successful");
    argocd.run("repo", "rm", url).succeeds();
    assertThat(argocd.run("repocreds", "rm", prefix).succeeds().out())
        .isEqualTo("Repository credentials for '" + prefix + "' removed\n");
    assertThat(argocd.run("repocreds", "rm", prefix).fails().out())
        .contains("repository credentials '" + prefix + "' not found");
  }

  @Test
  void whatIsDifferentIsReplacedOnlyWhenThatIsWished() {
    Argocd argocd = script.argocd(Way.WEB_TLS);
    String url = https.url(repository("different"));
    add(argocd, "repo", "add", url).succeeds();
    add(argocd, "repo", "add", url).succeeds();
    assertThat(add(argocd, "repo", "add", url, "--insecure-skip-server-verification").fails().out())
        .contains("existing repository spec is different; use upsert flag to force update;")
        .contains("difference in keys \\\"Insecure\\\"");
    add(
            argocd,
            "repo",
            "add",
            url,
            "--upsert",
            "--insecure-skip-server-verification",
            "--name",
            "shop",
            "--enable-lfs",
            "--force-http-basic-auth")
        .succeeds();
    assertThat(argocd.run("repo", "get", url).succeeds().lines())
        .contains("git shop " + url + " true false true true Successful");
    assertThat(argocd.run("repo", "get", url, "-o", "json").succeeds().out())
        .contains("\"username\": \"ada\"", "\"insecure\": true", "\"enableLfs\": true")
        .doesNotContain(PASSWORD);
    assertThat(argocd.run("repo", "list", "-o", "yaml").succeeds().lines())
        .contains("repo: " + url, "status: Successful");
    argocd.run("repo", "rm", url).succeeds();
  }

  @Test
  void aRepositoryMayBelongToAProject() {
    Argocd argocd = script.argocd(Way.GRPC_PLAINTEXT);
    String url = https.url(repository("scoped"));
    add(argocd, "repo", "add", url).succeeds();
    add(argocd, "repo", "add", url, "--project", "team").succeeds();
    assertThat(argocd.run("repo", "list").succeeds().lines())
        .contains("git " + url + " false false false true Successful team");
    argocd.run("repo", "rm", url, "--project", "team").succeeds();
    assertThat(argocd.run("repo", "get", url, "--project", "team").fails().out())
        .contains("repository not found for url");
    assertThat(argocd.run("repo", "list").lines())
        .contains("git " + url + " false false false true Successful");
    argocd.run("repo", "rm", url).succeeds();
  }

  @Test
  void keysAndCertificatesOfClientsAreTaken() throws IOException {
    Argocd argocd = script.argocd(Way.WEB_PLAINTEXT);
    var repository = repository("keys");
    String key = file("key", ssh.privateKey());
    String url = ssh.url(repository);
    argocd.run("repo", "add", url, "--ssh-private-key-path", key).succeeds();
    assertThat(argocd.run("repo", "get", url).succeeds().lines())
        .contains("git " + url + " false false false false Successful");
    argocd.run("repo", "rm", url).succeeds();
    String unknown = url.replace("127.0.0.1", "localhost");
    assertThat(argocd.run("repo", "add", unknown, "--ssh-private-key-path", key).fails().out())
        .contains("knownhosts: key is unknown");
    argocd
        .run(
            "repo",
            "add",
            unknown,
            "--ssh-private-key-path",
            key,
            "--insecure-skip-server-verification")
        .succeeds();
    argocd.run("repo", "rm", unknown).succeeds();
    String secret =
        script
            .kubectl()
            .run("get", "secret", "argocd-secret", "--output", "jsonpath={.data.tls\\.key}");
    var words =
        List.of(
            "repo",
            "add",
            https.url(repository),
            "--tls-client-cert-path",
            script.doors().certificate().toString());
    assertThat(add(argocd, words.toArray(String[]::new)).fails().out())
        .contains("--tls-client-cert-path and --tls-client-cert-key-path must be specified");
    var both = new ArrayList<>(words);
    both.add("--tls-client-cert-key-path");
    both.add(file("client.key", new String(Base64.getDecoder().decode(secret), UTF_8)));
    add(argocd, both.toArray(String[]::new)).succeeds();
    argocd.run("repo", "rm", https.url(repository)).succeeds();
  }

  @Test
  void chartsAndRegistriesAreAdded() {
    Argocd argocd = script.argocd(Way.GRPC_TLS);
    var added =
        Map.of(
            charts.url(),
            List.of("--type", "helm", "--name", "charts"),
            charts.registry(),
            List.of("--type", "helm", "--name", "registry", "--enable-oci"),
            "oci://" + charts.registry() + "/team/app",
            List.of("--type", "oci", "--name", "app"));
    added.forEach((url, flags) -> {
      var words = new ArrayList<>(List.of("repo", "add", url));
      words.addAll(flags);
      assertThat(add(argocd, words.toArray(String[]::new)).succeeds().out())
          .isEqualTo("Repository '" + url + "' added\n");
    });
    assertThat(argocd.run("repo", "list").succeeds().lines())
        .contains(
            "helm charts " + charts.url() + " false false false true Successful",
            "helm registry " + charts.registry() + " false true false true Successful",
            "oci app oci://" + charts.registry() + "/team/app false false false true Successful");
    assertThat(
            argocd
                .run(
                    "repo",
                    "rm",
                    charts.url(),
                    charts.registry(),
                    "oci://" + charts.registry() + "/team/app")
                .succeeds()
                .lines())
        .hasSize(3);
  }

  /// Templates with them are kept for the day; a login with them is refused with words.
  @ParameterizedTest
  @ValueSource(strings = {"github", "google", "azure"})
  void credentialsOfCloudsAreNotUsed(String cloud) throws IOException {
    Argocd argocd = script.argocd(Way.GRPC_PLAINTEXT);
    String prefix = "https://" + cloud + ".example.com/team/";
    List<String> flags =
        switch (cloud) {
          case "github" ->
              List.of(
                  "--github-app-id",
                  "1",
                  "--github-app-installation-id",
                  "2",
                  "--github-app-private-key-path",
                  file("app.pem", "a key"),
                  "--github-app-enterprise-base-url",
                  prefix + "api/v3");
          case "google" ->
              List.of("--gcp-service-account-key-path", file("gcp.json", "{\"type\": \"x\"}"));
          default -> List.of("--use-azure-workload-identity");
        };
    var words = new ArrayList<>(List.of("repocreds", "add", prefix));
    words.addAll(flags);
    argocd.run(words.toArray(String[]::new)).succeeds();
    assertThat(argocd.run("repocreds", "list", "-o", "url").succeeds().lines()).contains(prefix);
    assertThat(argocd.run("repo", "add", prefix + "shop").fails().out())
        .contains("credentials are not supported; use a token or an SSH key");
    words.set(0, "repo");
    words.set(2, prefix + "other");
    assertThat(argocd.run(words.toArray(String[]::new)).fails().out())
        .contains("credentials are not supported; use a token or an SSH key");
    argocd.run("repocreds", "rm", prefix).succeeds();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }
}
