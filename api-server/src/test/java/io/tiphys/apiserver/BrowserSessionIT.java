package io.tiphys.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What a browser that keeps its cookies sees of a login, and of its end.
class BrowserSessionIT {

  @RegisterExtension static final TestingCluster cluster = TestingCluster.shared();

  private static final HttpClient client = HttpClient.newHttpClient();

  private static String namespace;
  private static TestingApi api;
  private static ApiServer server;

  @BeforeAll
  static void install() throws Exception {
    namespace = cluster.newNamespace();
    var data =
        Map.of(
            "url", "https://cd.example.com/cd",
            "additionalUrls", "- https://other.example.com");
    var map = Map.of("metadata", Map.of("name", "argocd-cm"), "data", data);
    var made =
        cluster
            .admin()
            .post("/api/v1/namespaces/" + namespace + "/configmaps", JsonTree.writeString(map));
    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    api = new TestingApi(cluster, namespace);
    server = api.start("--insecure", "--basehref=/cd");
  }

  @AfterAll
  static void leave() {
    server.close();
    api.close();
    client.close();
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path));
  }

  /// What the browser is told to keep, without the flags.
  private static List<String> cookies(HttpResponse<String> answer) {
    return answer.headers().allValues("set-cookie").stream()
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .toList();
  }

  private static String login() throws Exception {
    String password = AnyClient.initialPassword(cluster, namespace);
    String body = JsonTree.writeString(Map.of("username", "admin", "password", password));
    var answer =
        send(
            request("/api/v1/session")
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return cookies(answer).getFirst();
  }

  private static HttpResponse<String> account(String cookie) throws Exception {
    return send(request("/api/v1/account/admin").header("cookie", cookie));
  }

  @Test
  void logoutEndsTheSessionAndTakesTheCookieAway() throws Exception {
    String cookie = login();
    assertThat(account(cookie).statusCode()).isEqualTo(200);
    var answer =
        send(request("/auth/logout?returnUrl=https://evil.example").header("cookie", cookie));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(answer.headers().firstValue("location")).contains("https://cd.example.com/cd");
    assertThat(answer.headers().allValues("set-cookie"))
        .containsExactly("argocd.token=; Max-Age=0; path=/cd; SameSite=lax; httpOnly");
    assertThat(account(cookie).statusCode()).isEqualTo(401);
    assertThat(account(cookie).body()).contains("token is revoked, please re-login");
  }

  @Test
  void logoutTakesAwayEachPieceOfACookieWhoeverItIsOf() throws Exception {
    var answer =
        send(
            request("/auth/logout")
                .header("cookie", "argocd.token=2:abc; argocd.token-1=def; argocd.tokens=other"));
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(cookies(answer)).containsExactly("argocd.token=", "argocd.token-1=");
  }

  @Test
  void withoutACookieThereIsNothingToEnd() throws Exception {
    var answer = send(request("/auth/logout").header("authorization", "Bearer abc"));
    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).startsWith("Failed to retrieve ArgoCD auth token");
    assertThat(answer.headers().firstValue("location")).isEmpty();
    assertThat(send(request("/auth/logout").DELETE()).statusCode()).isEqualTo(405);
  }

  @Test
  void aSessionThatEndsSoonIsRenewedInTheCookieOfWhoIsActive() throws Exception {
    assertThat(cookies(account(login()))).isEmpty();
    try (var brief = new Lifetime("4m")) {
      String cookie = login();
      var answer = account(cookie);
      assertThat(cookies(answer)).hasSize(1).doesNotContain(cookie);
      String renewed = cookies(answer).getFirst();
      assertThat(renewed).startsWith("argocd.token=ey");
      assertThat(account(renewed).statusCode()).isEqualTo(200);
      var refused = send(request("/api/v1/applications/none").header("cookie", cookie));
      assertThat(refused.statusCode()).isEqualTo(403);
      assertThat(cookies(refused)).isEmpty();
      String bearer = "Bearer " + cookie.substring(cookie.indexOf('=') + 1);
      var byHeader = send(request("/api/v1/account/admin").header("authorization", bearer));
      assertThat(byHeader.statusCode()).isEqualTo(200);
      assertThat(cookies(byHeader)).isEmpty();
      var logout =
          send(
              request("/api/v1/session")
                  .header("cookie", cookie)
                  .header("content-type", "application/json")
                  .DELETE());
      assertThat(cookies(logout)).containsExactly("argocd.token=");
    }
  }

  /// Of sessions that begin now.
  private static final class Lifetime implements AutoCloseable {
    Lifetime(String duration) throws Exception {
      set(duration);
    }

    private static void set(String duration) throws Exception {
      String path = "/api/v1/namespaces/" + namespace + "/configmaps/argocd-cm";
      var data = Map.of("data", Map.of("users.session.duration", duration));
      cluster.admin().patch(path, JsonTree.writeString(data));
      api.awaitSettings(now -> duration.equals(now.argocd().data().get("users.session.duration")));
    }

    @Override
    public void close() throws Exception {
      set("24h");
    }
  }
}
