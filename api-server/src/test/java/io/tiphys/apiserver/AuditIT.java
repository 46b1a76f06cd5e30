package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.tiphys.model.json.JsonTree;
import io.tiphys.testkit.cluster.TestingCluster;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;

/// What an operator finds out afterwards: in the log who asked for what, and how often in the
/// metrics; and no secret in either.
class AuditIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private final Logger log = (Logger) LoggerFactory.getLogger("io.tiphys");
  private final ListAppender<ILoggingEvent> said = new ListAppender<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private TestingApi api;
  private ApiServer server;

  @BeforeEach
  void start() throws Exception {
    said.list = new CopyOnWriteArrayList<>();
    said.start();
    log.addAppender(said);
    api = new TestingApi(cluster);
    server = api.start("--insecure", "--grpc-histogram");
  }

  @AfterEach
  void stop() {
    server.close();
    api.close();
    client.close();
    log.detachAppender(said);
  }

  /// The events with a message that contains a text, each with its keys.
  private List<String> lines(String text) {
    return said.list.stream()
        .filter(event -> event.getFormattedMessage().contains(text))
        .map(event -> event.getFormattedMessage() + " " + pairs(event))
        .toList();
  }

  private static String pairs(ILoggingEvent event) {
    return event.getKeyValuePairs() == null
        ? ""
        : event.getKeyValuePairs().stream()
            .map(pair -> pair.key + "=" + pair.value)
            .collect(Collectors.joining(" "));
  }

  private HttpResponse<String> send(int port, String path, String token, String body)
      throws Exception {
    var request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    if (!body.isEmpty()) {
      request.header("content-type", "application/json").POST(BodyPublishers.ofString(body));
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> send(String path, String token, String body) throws Exception {
    return send(server.port(), path, token, body);
  }

  private HttpResponse<String> login(String password) throws Exception {
    String body = JsonTree.writeString(Map.of("username", "admin", "password", password));
    return send("/api/v1/session", "", body);
  }

  @Test
  void tellsWhoAskedForWhatAndNoSecret() throws Exception {
    assertThat(login("wr0ng-passw0rd").statusCode()).isEqualTo(401);
    String password = AnyClient.initialPassword(cluster, cluster.namespace());
    String token =
        String.valueOf(JsonTree.parseObject(login(password).body().getBytes()).get("token"));
    assertThat(send("/api/v1/account/admin", token, "").statusCode()).isEqualTo(200);
    send("/api/v1/repositories/https%3A%2F%2Fu%3As3cret1%40git.example%2Fr", token, "");
    send("/api/v1/repositories", token, "{\"password\":\"s3cret2\"}");
    send("/api/v1/clusters", token, "{\"server\":\"x\",\"config\":{\"bearerToken\":\"s3cret3\"}}");
    assertThat(send("/api/v1/account/admin", "", "").statusCode()).isEqualTo(401);

    assertThat(lines("failed login")).singleElement().asString().contains("security=2", "admin");
    assertThat(lines("logged in")).singleElement().asString().contains("security=1", "admin");
    assertThat(lines("received unary call /account.AccountService/GetAccount"))
        .singleElement()
        .asString()
        .contains("\"iss\":\"argocd\"", "\"sub\":\"admin\"", "content={\"name\":\"admin\"}");
    assertThat(lines("received unary call /session.SessionService/Create")).isEmpty();
    assertThat(lines("received unary call /repository.RepositoryService/CreateRepository"))
        .isEmpty();
    assertThat(lines("finished call"))
        .anyMatch(line ->
            line.contains("grpc.method=GetAccount")
                && line.contains("grpc.code=Unauthenticated")
                && line.contains("security=2")
                && line.contains("peer.address=127.0.0.1:"))
        .anyMatch(line ->
            line.contains("grpc.service=account.AccountService")
                && line.contains("grpc.code=OK")
                && line.contains("grpc.method_type=unary"));
    assertThat(lines(""))
        .noneMatch(line -> line.contains(password) || line.contains(token))
        .noneMatch(line -> line.contains("s3cret") || line.contains("wr0ng-passw0rd"));
    assertMetrics();
  }

  private void assertMetrics() throws Exception {
    String metrics = send(server.metricsPort(), "/metrics", "", "").body();
    String method =
        "{grpc_method=\"GetAccount\",grpc_service=\"account.AccountService\",grpc_type=\"unary\"}";
    assertThat(metrics.lines())
        .contains(
            "argocd_login_request_total{status=\"failure\"} 1.0",
            "argocd_login_request_total{status=\"success\"} 1.0",
            "grpc_server_started_total" + method + " 2.0",
            "grpc_server_msg_received_total" + method + " 1.0",
            "grpc_server_msg_sent_total" + method + " 1.0",
            "grpc_server_handling_seconds_count" + method + " 2",
            "tiphys_rbac_policy_problems 0.0")
        .anyMatch(line ->
            line.startsWith("grpc_server_handled_total{")
                && line.contains("grpc_code=\"Unauthenticated\"")
                && line.contains("GetAccount")
                && line.endsWith(" 1.0"))
        .anyMatch(line ->
            line.startsWith("grpc_server_handled_total{")
                && line.contains("grpc_method=\"Rollback\"")
                && line.endsWith(" 0.0"))
        .anyMatch(line ->
            line.startsWith("argocd_redis_request_total{")
                && line.contains("initiator=\"argocd-server\"")
                && line.contains("failed=\"true\""))
        .anyMatch(line -> line.startsWith("argocd_info{version=\"v3.6.0"))
        .anyMatch(line -> line.startsWith("go_goroutines "))
        .anyMatch(line -> line.startsWith("process_cpu_seconds_total "));
  }
}
