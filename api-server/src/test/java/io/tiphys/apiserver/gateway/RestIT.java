package io.tiphys.apiserver.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// REST, made of the same handlers.
class RestIT extends Gateways {

  @Test
  void transcodesPathsQueriesAndBodies() {
    assertThat(get("/api/v1/applications/shop").body()).contains("\"name\":\"shop\"");
    assertThat(
            get("/api/v1/repositories/https%3A%2F%2Fgit.example.com%2Fa%20b%2Fc/refs?forceRefresh=true")
                .body())
        .isEqualTo("{\"branches\":[\"https://git.example.com/a b/c\"],\"tags\":[\"true\"]}");
    var sync =
        post(
            "/api/v1/applications/shop/sync?dry=yes",
            "{\"revision\":\"abc\",\"resources\":[{\"kind\":\"Service\"}]}",
            "application/json");
    assertThat(sync.body()).contains("\"name\":\"shop abc Service yes\"");
  }

  @Test
  void refusesOverRest() {
    var missing = get("/api/v1/applications/missing");
    assertThat(missing.statusCode()).isEqualTo(404);
    assertThat(missing.headers().firstValue("content-type")).contains("application/json");
    assertThat(missing.body())
        .isEqualTo(
            "{\"code\":5,\"error\":\"no Application: missing\",\"message\":\"no Application: missing\"}");
    assertThat(get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/nothing").body()).isEqualTo("Not Found\n");
    assertThat(post("/api/v1/projects/a/events", "{}", "application/json").statusCode())
        .isEqualTo(404);
    assertThat(post("/api/v1/projects", "{}", "application/json").statusCode()).isEqualTo(405);
    assertThat(get("/api/v1/repositories/a/refs?forceRefresh=perhaps").statusCode()).isEqualTo(400);
    assertThat(post("/api/v1/applications/a/sync", "{", "application/json").statusCode())
        .isEqualTo(400);
    assertThat(post("/api/v1/applications/a/sync", "{\"resources\":3}", "application/json").body())
        .contains("resources");
  }

  @Test
  void streamsOverRest() {
    var lines = get("/api/v1/stream/applications?name=three");
    assertThat(lines.body().lines())
        .hasSize(3)
        .first()
        .asString()
        .startsWith("{\"result\":{\"application\":{\"metadata\":{")
        .endsWith("\"type\":\"ADDED\"}}");
    var some =
        get("/api/v1/stream/applications?name=three&fields=result.application.metadata.name");
    assertThat(some.body().lines().findFirst())
        .contains("{\"result\":{\"application\":{\"metadata\":{\"name\":\"app-0\"}}}}");
    var failing = get("/api/v1/stream/applications?name=fails");
    assertThat(failing.body().lines().skip(3).findFirst().orElseThrow())
        .isEqualTo(
            "{\"error\":{\"grpc_code\":7,\"http_code\":403,\"http_status\":\"Forbidden\",\"message\":\"permission denied\"}}");
    var events =
        send(
            request("/api/v1/stream/applications?name=three")
                .header("accept", "text/event-stream"));
    assertThat(events.headers().firstValue("content-type")).contains("text/event-stream");
    assertThat(events.body()).startsWith("data: {\"result\":").endsWith("\n\n");
  }

  @Test
  void keepsOtherSitesOut() {
    assertThat(post("/api/v1/applications/a/sync", "{}", "text/plain").statusCode()).isEqualTo(415);
    var body = "{\"resources\":[{\"kind\":\"Service\"}]}";
    for (String origin : List.of("https://evil.example.com", "null")) {
      assertThat(fromPage(origin, body).statusCode()).isEqualTo(403);
    }
    assertThat(fromPage("https://cd.example.com", body).statusCode()).isEqualTo(200);
    assertThat(fromPage("http://localhost:" + server.port(), body).statusCode()).isEqualTo(200);
  }

  @Test
  void leavesACookieAtLogin() {
    var small =
        post("/api/v1/session", "{\"username\":\"a\",\"password\":\"bcd\"}", "application/json");
    assertThat(small.headers().allValues("set-cookie"))
        .containsExactly("argocd.token=ttt; path=/; SameSite=lax; httpOnly; Secure");
    var large =
        post(
            "/api/v1/session",
            "{\"username\":\"a\",\"password\":\"" + "p".repeat(9000) + "\"}",
            "application/json");
    var cookies = large.headers().allValues("set-cookie");
    assertThat(cookies).hasSize(3).allSatisfy(it -> assertThat(it.length()).isLessThan(4096));
    String header =
        String.join("; ", cookies.stream().map(it -> it.substring(0, it.indexOf(';'))).toList());
    assertThat(CallerToken.of(name -> name.equals("cookie") ? header : "")).hasSize(9000);
  }

  @Test
  void fullHealthFailsWithoutAccessToTheControlPlane() {
    assertThat(get("/healthz").body()).isEqualTo("ok\n");
    assertThat(get("/healthz?full=true").statusCode()).isEqualTo(503);
  }

  private static HttpResponse<String> fromPage(String origin, String body) {
    return send(
        request("/api/v1/applications/a/sync")
            .header("content-type", "application/json")
            .header("cookie", "argocd.token=abc")
            .header("origin", origin)
            .POST(BodyPublishers.ofString(body)));
  }

  @Test
  void protectsBrowsers() {
    var answer = get("/api/v1/applications/shop");
    assertThat(answer.headers().firstValue("x-frame-options")).contains("sameorigin");
    assertThat(answer.headers().firstValue("content-security-policy"))
        .contains("frame-ancestors 'self';");
    assertThat(answer.headers().firstValue("x-content-type-options")).contains("nosniff");
  }

  @Test
  void servesBelowARootPathToo() {
    assertThat(get("/cd/api/v1/applications/shop").body()).contains("\"name\":\"shop\"");
    assertThat(get("/cd/api/v1/repositories/https%3A%2F%2Fgit.example.com/refs").body())
        .contains("https://git.example.com");
    assertThat(get("/cdx/healthz").statusCode()).isEqualTo(404);
    assertThat(get("/healthz").statusCode()).isEqualTo(200);
  }

  @Test
  void compressesForThoseWhoAsk() throws Exception {
    var answer =
        http.send(
            request("/api/v1/applications/big").header("accept-encoding", "gzip").build(),
            BodyHandlers.ofByteArray());
    assertThat(answer.headers().firstValue("content-encoding")).contains("gzip");
    assertThat(answer.body().length).isLessThan(1 << 20);
    try (var in =
        new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(answer.body()))) {
      assertThat(in.readAllBytes().length).isGreaterThan(20 << 20);
    }
  }

  @Test
  void errorsAreALineOfTextThatRepeatsNothing() {
    var unknown = get("/no%20such%20page");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.headers().firstValue("content-type")).contains("text/plain;charset=utf-8");
    assertThat(unknown.body()).isEqualTo("404 page not found\n");
    var posted = post("/healthz", "{}", "application/json");
    assertThat(posted.statusCode()).isEqualTo(405);
    assertThat(posted.body()).isEqualTo("Method Not Allowed\n");
    var broken = get("/broken");
    assertThat(broken.statusCode()).isEqualTo(500);
    assertThat(broken.body()).isEqualTo("Internal Server Error\n");
  }

  @Test
  void manyUnknownPagesAtOnceHarmNobody() throws Exception {
    var asked = new ArrayList<CompletableFuture<HttpResponse<String>>>();
    for (int i = 0; i < 1_000; i++) {
      var request = request("/page" + i).build();
      asked.add(http.sendAsync(request, BodyHandlers.ofString()));
      if (i % 4 == 3) {
        asked.getLast().get();
      }
    }
    for (var answer : asked) {
      assertThat(answer.get().statusCode()).isEqualTo(404);
    }
  }

  @Test
  void servesTheFilesOfAnAdministratorAndNoOthers() {
    assertThat(get("/custom/style.css").body()).isEqualTo("a {}");
    assertThat(get("/custom/style.css").headers().firstValue("content-type"))
        .contains("text/css;charset=utf-8");
    for (String path :
        List.of("/../secret", "/%2e%2e/secret", "/..%2fsecret", "/custom/../../secret", "/link")) {
      assertThat(get(path).body()).as(path).doesNotContain("not for you");
    }
  }
}
