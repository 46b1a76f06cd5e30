package io.tiphys.apiserver.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.tiphys.apiserver.gateway.Dispatcher;
import io.tiphys.apiserver.gateway.Gateway;
import io.tiphys.apiserver.gateway.Operations;
import io.tiphys.apiserver.operation.EverybodyBelieved;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.options.ApiServerOptions;
import io.tiphys.apiserver.options.WebFlags;
import io.tiphys.apiserver.web.ControlPlaneAccess;
import io.tiphys.apiserver.web.Listener;
import io.tiphys.apiserver.web.WebServer;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.testkit.cluster.TestingCluster;
import io.tiphys.testkit.process.Tools;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The commands of `argocd proj`, as the stock binary does them.
class ProjectCommandsIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  @TempDir private Path home;
  private TestingProjects plane;
  private Gateway gateway;
  private WebServer web;

  @BeforeEach
  void start() throws Exception {
    plane = TestingProjects.start(cluster);
    var options = new ApiServerOptions();
    new CommandLine(options).parseArgs("--insecure", "--port", "0", "--metrics-port", "0");
    gateway =
        new Gateway(
            new Operations(plane.service(InstantSource.system()).operations()),
            new Dispatcher(new EverybodyBelieved(), new GrpcServerMetrics(new Metrics(), false)),
            LoginSessions.NONE,
            new Gateway.Rules(options.web.apiContentTypes, List::of, "/", false));
    web =
        WebServer.start(
            new Listener(options.listen, Optional.empty()),
            gateway,
            new ControlPlaneAccess(plane.kube, cluster.namespace()),
            new WebFlags(),
            Map.of());
  }

  @AfterEach
  void stop() {
    web.close();
    gateway.close();
    plane.close();
  }

  private record Outcome(int code, String printed) {}

  /// @param command what follows `argocd proj`; a word in quotes is one
  private Outcome run(String command) throws Exception {
    var words = new ArrayList<>(List.of(Tools.path("argocd").toString(), "proj"));
    var matcher = Pattern.compile("\"([^\"]*)\"|(\\S+)").matcher(command);
    while (matcher.find()) {
      words.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
    }
    words.addAll(
        List.of("--server", "localhost:" + web.port(), "--plaintext", "--auth-token", "none"));
    var builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().put("HOME", home.toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Outcome(process.waitFor(), printed);
  }

  private String done(String command) throws Exception {
    Outcome outcome = run(command);
    assertThat(outcome.code()).as("%s: %s", command, outcome.printed()).isZero();
    return outcome.printed();
  }

  private void each(String... commands) throws Exception {
    for (String command : commands) {
      done(command);
    }
  }

  private static List<String> columns(String printed, int line) {
    return Arrays.stream(printed.lines().toList().get(line).split("\\s{2,}"))
        .map(String::strip)
        .toList();
  }

  @Test
  void whatAProjectPermitsIsChangedPieceByPiece() throws Exception {
    assertThat(done("create team -d https://kubernetes.default.svc,web -s https://git/a"))
        .isEmpty();
    assertThat(columns(done("list"), 2))
        .startsWith("team")
        .contains("https://kubernetes.default.svc,web", "https://git/a");
    each(
        "add-source team https://git/b",
        "remove-source team https://git/a",
        "add-destination team https://east other",
        "remove-destination team https://east other",
        "add-destination team in-cluster more --name",
        "allow-cluster-resource team \"\" Namespace",
        "deny-cluster-resource team rbac.authorization.k8s.io ClusterRole",
        "allow-namespace-resource team apps Deployment",
        "deny-namespace-resource team \"\" Secret",
        "add-source-namespace team apps",
        "remove-source-namespace team apps",
        "add-orphaned-ignore team apps Deployment --name web",
        "remove-orphaned-ignore team apps Deployment --name web",
        "add-signature-key team 4AEE18F83AFDEB23",
        "remove-signature-key team 4AEE18F83AFDEB23",
        "add-destination-service-account team https://kubernetes.default.svc web deployer",
        "set team --description ours");
    assertThat(done("get team"))
        .containsPattern("Name: +team\n")
        .containsPattern("Description: +ours\n")
        .containsPattern("Repositories: +https://git/b\n")
        .containsPattern("Allowed Cluster Resources: +/Namespace\n");
    var refused = run("add-source team https://git/b");
    assertThat(refused.code()).isZero();
    assertThat(refused.printed()).contains("already allowed in project");
    var exists = run("create team -s https://git/c");
    assertThat(exists.code()).isEqualTo(20);
    assertThat(exists.printed()).contains("existing project spec is different; use upsert flag");
    each("create team -s https://git/c --upsert", "delete team");
    var gone = run("get team");
    assertThat(gone.code()).isEqualTo(20);
    assertThat(gone.printed()).contains("appprojects.argoproj.io \\\"team\\\" not found");
  }

  @Test
  void rolesHavePoliciesGroupsAndTokens() throws Exception {
    each(
        "create team",
        "role create team ci --description robots",
        "role add-policy team ci --action sync --permission allow --object web",
        "role add-policy team ci --action get --permission allow --object *",
        "role remove-policy team ci --action sync --permission allow --object web",
        "role add-group team ci robots",
        "role add-group team ci others",
        "role remove-group team ci others");
    assertThat(done("role list team")).containsPattern("ci +robots");
    String token =
        done("role create-token team ci --token-only --expires-in 1h --id first").strip();
    assertThat(token.split("\\.")).hasSize(3);
    String tokens = done("role list-tokens team ci --unixtime");
    assertThat(columns(tokens, 1)).startsWith("first");
    assertThat(done("role get team ci"))
        .contains("p, proj:team:ci, applications, get, team/*, allow")
        .contains("- robots")
        .contains("p, proj:team:ci, projects, get, team, allow")
        .contains("from now)");
    String issued = columns(tokens, 1).get(1);
    each("role delete-token team ci " + issued);
    assertThat(done("role list-tokens team ci")).doesNotContain("first");
    each("role delete team ci");
    assertThat(done("role list team")).doesNotContain("robots");
  }

  @Test
  void windowsAreAddedChangedAndShown() throws Exception {
    each(
        "create team",
        "windows add team --kind allow --schedule \"* * * * *\" --duration 1h --applications *",
        "windows add team --kind deny --schedule \"0 0 29 2 *\" --duration 1m --clusters east",
        "windows enable-manual-sync team 0",
        "windows update team 1 --time-zone Europe/Amsterdam --duration 2m");
    String list = done("windows list team");
    assertThat(columns(list, 1))
        .contains("0", "Active", "allow", "* * * * *", "1h", "*", "Enabled");
    assertThat(columns(list, 2)).contains("Inactive", "deny", "2m", "Europe/Amsterdam");
    each("windows disable-manual-sync team 0", "windows delete team 1");
    assertThat(done("windows list team")).contains("allow").doesNotContain("deny");
    var refused =
        run("windows add team --kind allow --schedule never --duration 1h --applications *");
    assertThat(refused.code()).isEqualTo(20);
    assertThat(refused.printed()).contains("cannot parse schedule 'never'");
  }
}
