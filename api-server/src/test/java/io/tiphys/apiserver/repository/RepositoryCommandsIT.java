package io.tiphys.apiserver.repository;

import static io.tiphys.apiserver.repository.RepositoryRoom.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.options.WebFlags;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.process.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands of `argocd repo` and `argocd repocreds`, as the stock binary does them.
class RepositoryCommandsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @RegisterExtension static final RepositoryRoom room = new RepositoryRoom(cluster, false);

  @TempDir private Path home;
  private Gateway gateway;
  private WebServer web;
  private String url = "";

  @BeforeEach
  void start() throws Exception {
    room.repository().commit(Map.of("cm.yaml", "a: b"));
    url = room.https.url(room.repository());
    var options = new ApiServerOptions();
    new CommandLine(options).parseArgs("--insecure", "--port", "0", "--metrics-port", "0");
    gateway =
        new Gateway(
            new Operations(room.operations()),
            new Dispatcher(new EverybodyBelieved(), new GrpcServerMetrics(new Metrics(), false)),
            LoginSessions.NONE,
            new Gateway.Rules(options.web.apiContentTypes, List::of, "/", false));
    web =
        WebServer.start(
            new Listener(options.listen, Optional.empty()),
            gateway,
            room.controlPlane(),
            new WebFlags(),
            Map.of());
  }

  @AfterEach
  void stop() {
    web.close();
    gateway.close();
  }

  private record Outcome(int code, String printed) {}

  private Outcome run(String... command) throws Exception {
    var words = new ArrayList<>(List.of(Tools.path("argocd").toString()));
    words.addAll(List.of(command));
    words.addAll(
        List.of("--server", "localhost:" + web.port(), "--plaintext", "--auth-token", "none"));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }

  private String done(String... command) throws Exception {
    Outcome outcome = run(command);
    assertThat(outcome.code()).as("%s: %s", List.of(command), outcome.printed()).isZero();
    return outcome.printed();
  }

  private static List<String> columns(String printed, int line) {
    return Arrays.stream(printed.lines().toList().get(line).split("\\s{2,}"))
        .map(String::strip)
        .toList();
  }

  @Test
  void aRepositoryOfGitIsAddedShownAndRemoved() throws Exception {
    Outcome wrong = run("repo", "add", url, "--username", "ada", "--password", "wrong-one");
    assertThat(wrong.code()).isEqualTo(20);
    assertThat(wrong.printed())
        .contains("code = Unknown desc = error testing repository connectivity")
        .contains("authentication required")
        .doesNotContain("wrong-one");
    assertThat(done("repo", "list").lines()).hasSize(1);
    assertThat(done("repo", "add", url, "--username", "ada", "--password", PASSWORD))
        .isEqualTo("Repository '%s' added\n".formatted(url));
    Outcome other =
        run(
            "repo",
            "add",
            url,
            "--username",
            "ada",
            "--password",
            PASSWORD,
            "--insecure-skip-server-verification");
    assertThat(other.code()).isEqualTo(20);
    assertThat(other.printed())
        .contains("existing repository spec is different; use upsert flag to force update;")
        .contains("difference in keys");
    done(
        "repo",
        "add",
        url,
        "--username",
        "ada",
        "--password",
        PASSWORD,
        "--insecure-skip-server-verification",
        "--upsert");
    String list = done("repo", "list");
    assertThat(columns(list, 0))
        .containsExactly(
            "TYPE",
            "NAME",
            "REPO",
            "INSECURE",
            "OCI",
            "LFS",
            "CREDS",
            "STATUS",
            "MESSAGE",
            "PROJECT");
    assertThat(columns(list, 1)).contains("git", url, "true", "false", "Successful");
    assertThat(done("repo", "list", "-o", "url").strip()).isEqualTo(url);
    assertThat(done("repo", "get", url, "--refresh", "hard", "-o", "json"))
        .contains("\"status\": \"Successful\"", "\"username\": \"ada\"")
        .doesNotContain(PASSWORD);
    assertThat(done("repo", "get", url)).contains(url);
    assertThat(done("repo", "rm", url)).contains("Repository '%s' removed".formatted(url));
    Outcome gone = run("repo", "rm", url);
    assertThat(gone.code()).isEqualTo(20);
    assertThat(gone.printed()).contains("permission denied");
  }

  @Test
  void aRepositoryMayBelongToAProject() throws Exception {
    done("repo", "add", url, "--username", "ada", "--password", PASSWORD);
    done("repo", "add", url, "--username", "ada", "--password", PASSWORD, "--project", "team");
    assertThat(columns(done("repo", "list"), 2)).endsWith("team");
    done("repo", "rm", url, "--project", "team");
    assertThat(done("repo", "list").lines()).hasSize(2);
  }

  @Test
  void keysChartsAndRegistriesAreAdded() throws Exception {
    room.charts.index("apiVersion: v1\nentries: {}\n");
    Path key = Files.writeString(home.resolve("key"), room.ssh.privateKey());
    done("repo", "add", room.ssh.url(room.repository()), "--ssh-private-key-path", key.toString());
    done(
        "repo",
        "add",
        room.charts.url(),
        "--type",
        "helm",
        "--name",
        "charts",
        "--username",
        "ada",
        "--password",
        PASSWORD);
    done(
        "repo",
        "add",
        room.charts.registry(),
        "--type",
        "helm",
        "--name",
        "registry",
        "--enable-oci",
        "--username",
        "ada",
        "--password",
        PASSWORD);
    done(
        "repo",
        "add",
        "oci://" + room.charts.registry() + "/team/app",
        "--type",
        "oci",
        "--name",
        "app",
        "--username",
        "ada",
        "--password",
        PASSWORD);
    assertThat(done("repo", "list").lines().skip(1))
        .hasSize(4)
        .allMatch(line -> line.contains("Successful"));
  }

  @Test
  void aTemplateIsAddedListedAndRemoved() throws Exception {
    String host = url.substring(0, url.indexOf('/', 8) + 1);
    assertThat(done("repocreds", "add", host, "--username", "ada", "--password", PASSWORD))
        .isEqualTo("Repository credentials for '%s' added\n".formatted(host));
    assertThat(done("repocreds", "list")).contains(host, "ada").doesNotContain(PASSWORD);
    done("repo", "add", url);
    assertThat(columns(done("repo", "list"), 1)).contains("inherited", "Successful");
    assertThat(done("repocreds", "rm", host))
        .contains("Repository credentials for '%s' removed".formatted(host));
    assertThat(done("repocreds", "list")).doesNotContain(host);
    Outcome gone = run("repocreds", "rm", host);
    assertThat(gone.code()).isEqualTo(20);
    assertThat(gone.printed()).contains("repository credentials '%s' not found".formatted(host));
  }
}
