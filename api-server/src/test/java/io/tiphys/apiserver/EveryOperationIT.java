package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.proto.application.ApplicationServiceGrpc;
import io.tiphys.testkit.cluster.TestingCluster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Every operation of the API, asked for something that is not there: by nobody, by somebody
/// without rights and by the administrator.
class EveryOperationIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  /// What may be asked before one has logged in.
  private static final Set<String> OPEN =
      Set.of(
          "session.SessionService/GetUserInfo",
          "session.SessionService/Create",
          "session.SessionService/Delete",
          "cluster.SettingsService/Get",
          "version.VersionService/Version");

  /// What a handler may answer; what is missing here would be a fault.
  private static final Set<Status.Code> ANSWERS =
      Set.of(
          Status.Code.OK,
          Status.Code.NOT_FOUND,
          Status.Code.PERMISSION_DENIED,
          Status.Code.INVALID_ARGUMENT,
          Status.Code.FAILED_PRECONDITION,
          Status.Code.UNAUTHENTICATED,
          Status.Code.UNAVAILABLE,
          Status.Code.DEADLINE_EXCEEDED);

  private static String namespace;
  private static TestingApi api;
  private static ApiServer server;
  private static AnyClient client;
  private static String admin;
  private static String stranger;

  @BeforeAll
  static void start() throws Exception {
    namespace = cluster.newNamespace();
    String maps = "/api/v1/namespaces/" + namespace + "/configmaps";
    cluster
        .admin()
        .post(
            maps,
            "{\"metadata\":{\"name\":\"argocd-cm\"},\"data\":{\"accounts.stranger\":\"apiKey\"}}");
    api = new TestingApi(cluster, namespace);
    server = api.start("--insecure", "--hydrator-enabled", "--repo-server-timeout-seconds", "1");
    client = new AnyClient(server.port());
    admin = client.loginAsAdmin(cluster, namespace);
    stranger = client.tokenOf("stranger", admin);
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
    api.close();
  }

  private static Status.Code ask(MethodDescriptor<?, ?> method, String token) {
    return client.ask(method, token, "nothing").code();
  }

  @Test
  void thereAreAsManyAsTheContractHas() {
    assertThat(AnyClient.methods()).hasSize(109);
  }

  @Test
  void nobodyIsHeardBeforeALogin() {
    var codes = new TreeMap<String, Status.Code>();
    for (var method : AnyClient.methods()) {
      if (!OPEN.contains(method.getFullMethodName())) {
        codes.put(method.getFullMethodName(), ask(method, ""));
      }
    }
    assertThat(codes).hasSize(109 - OPEN.size());
    assertThat(codes)
        .allSatisfy(
            (method, code) -> assertThat(code).as(method).isEqualTo(Status.Code.UNAUTHENTICATED));
  }

  @Test
  void aForgedTokenIsNoToken() {
    String forged = admin.substring(0, admin.length() - 4) + "AAAA";
    assertThat(ask(ApplicationServiceGrpc.getListMethod(), forged))
        .isEqualTo(Status.Code.UNAUTHENTICATED);
  }

  @Test
  void whoHasNoRightsLearnsNothing() {
    var codes = new TreeMap<String, Status.Code>();
    for (var method : AnyClient.methods()) {
      codes.put(method.getFullMethodName(), ask(method, stranger));
    }
    codes.remove("session.SessionService/Delete");
    assertThat(codes)
        .allSatisfy((method, code) ->
            assertThat(code).as(method).isNotIn(Status.Code.NOT_FOUND, Status.Code.INTERNAL));
    assertThat(codes.values().stream().filter(it -> it == Status.Code.PERMISSION_DENIED).count())
        .isGreaterThan(60);
  }

  @Test
  void theAdministratorIsAnswered() throws IOException {
    var codes = new TreeMap<String, Status.Code>();
    for (var method : AnyClient.methods()) {
      if (!method.getFullMethodName().startsWith("session.SessionService/")) {
        codes.put(method.getFullMethodName(), ask(method, admin));
      }
    }
    assertThat(codes.remove("applicationset.ApplicationSetService/Generate"))
        .isIn(Status.Code.UNIMPLEMENTED, Status.Code.INVALID_ARGUMENT);
    assertThat(codes).allSatisfy((method, code) -> assertThat(code).as(method).isIn(ANSWERS));
  }

  private record RestOperation(String verb, String path, String name) {}

  /// As the contract has them, with a word in each place of a path.
  private static List<RestOperation> restOperations() throws IOException {
    try (var table = EveryOperationIT.class.getResourceAsStream("/contract/rest-paths.tsv")) {
      var lines =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
              .lines()
              .skip(1);
      return lines
          .map(line -> line.split("\t"))
          .map(it ->
              new RestOperation(
                  it[0], it[1].replace("{iat}", "1").replaceAll("\\{[^}]*}", "nothing"), it[2]))
          .toList();
    }
  }

  private static HttpResponse<String> ask(HttpClient browser, RestOperation operation, String token)
      throws IOException, InterruptedException {
    // The body is the whole message, or a field of it, which may be a text.
    boolean isText =
        operation.name().matches(".*_(PatchResource|RunResourceAction|Validate(Write)?Access)");
    boolean isBodied = !operation.verb().equals("GET") && !operation.verb().equals("DELETE");
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + operation.path()))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(30))
            .method(
                operation.verb(),
                isBodied
                    ? BodyPublishers.ofString(isText ? "\"nothing\"" : "{}")
                    : BodyPublishers.noBody());
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void eachRestOperationLeadsToItsHandler() throws Exception {
    assertThat(restOperations()).hasSize(106);
    try (var browser = HttpClient.newHttpClient()) {
      for (var operation : restOperations()) {
        if (operation.name().startsWith("SessionService") || operation.name().contains("Watch")) {
          continue; // would end the session, or stay open
        }
        var answer = ask(browser, operation, admin);
        assertThat(answer.statusCode()).as(operation + answer.body()).isNotIn(401, 405, 500);
        assertThat(answer.body()).as(operation.toString()).startsWith("{");
      }
    }
  }

  @Test
  void nobodyIsHeardOverRestEither() throws Exception {
    try (var browser = HttpClient.newHttpClient()) {
      for (var operation : restOperations()) {
        boolean isOpen =
            OPEN.stream()
                .map(it -> it.substring(it.indexOf('.') + 1).replace('/', '_'))
                .anyMatch(operation.name()::equals);
        if (!isOpen) {
          var answer = ask(browser, operation, "forged");
          assertThat(answer.statusCode()).as(operation + answer.body()).isEqualTo(401);
          assertThat(answer.body()).contains("\"code\":16");
        }
      }
    }
  }

  /// Whoever is not known could fill the memory, each with as much as a message may have.
  @Test
  void nothingIsReadOfThoseWhoAreTurnedAway() throws Exception {
    try (var browser = HttpClient.newHttpClient()) {
      assertThat(post(browser, "/api/v1/applications", "{\"metadata\"")).isEqualTo(401);
      assertThat(post(browser, "/api/v1/session", "[".repeat(2 << 20)))
          .as("a login is short")
          .isEqualTo(429);
    }
  }

  @Test
  void whoIsTurnedAwayHearsItThoughTheBodyComesLate() throws Exception {
    try (var browser = HttpClient.newHttpClient()) {
      ask(browser, new RestOperation("GET", "/api/version", "VersionService_Version"), admin);
      for (String path : List.of("/api/v1/applications", "/api/v1/nothing", "/api/v1/settings")) {
        assertThat(post(browser, path, BodyPublishers.ofInputStream(LateBody::new)))
            .as(path)
            .isIn(401, 404, 405);
      }
    }
  }

  /// The client has sent the head long before.
  private static final class LateBody extends ByteArrayInputStream {
    LateBody() {
      super("{}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public synchronized int read(byte[] into, int offset, int length) {
      try {
        Thread.sleep(300);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return super.read(into, offset, length);
    }
  }

  private static int post(HttpClient browser, String path, String body) throws Exception {
    return post(browser, path, BodyPublishers.ofString(body));
  }

  private static int post(HttpClient browser, String path, HttpRequest.BodyPublisher body)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
            .header("content-type", "application/json")
            .POST(body)
            .build();
    return browser.send(request, BodyHandlers.discarding()).statusCode();
  }
}
