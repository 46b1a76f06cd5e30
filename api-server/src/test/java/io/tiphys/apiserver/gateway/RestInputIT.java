package io.tiphys.apiserver.gateway;

import static java.net.http.HttpClient.Version.HTTP_1_1;
import static java.net.http.HttpClient.Version.HTTP_2;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What REST makes of odd requests, as grpc-gateway 1.16 and Go's `encoding/json` do.
class RestInputIT extends Gateways {

  private static HttpResponse<String> sync(String body) {
    return post("/api/v1/applications/shop/sync", body, "application/json");
  }

  private static HttpResponse<String> ask(String verb, String path) {
    return send(
        request(path)
            .header("content-type", "application/json")
            .method(verb, BodyPublishers.noBody()));
  }

  @Test
  void unknownMembersOfABodyAreIgnoredAndThePathHasTheLastWord() {
    assertThat(
            sync("{\"later\":{\"x\":[1]},\"name\":\"other\",\"resources\":[{\"kind\":\"Pod\",\"x\":1}]}")
                .body())
        .contains("\"name\":\"shop  Pod \"");
  }

  @Test
  void membersAreNamedInAnyCase() {
    assertThat(sync("{\"Revision\":\"abc\",\"RESOURCES\":[{\"Kind\":\"Pod\"}]}").body())
        .contains("\"name\":\"shop abc Pod \"");
  }

  @Test
  void whatIsNoMessageIsABadRequest() {
    for (String body :
        List.of(
            "{",
            "nonsense",
            "[]",
            "\"text\"",
            "{} {}",
            "{\"resources\":{}}",
            "{\"resources\":[3]}",
            "{\"revision\":3}",
            "{\"dryRun\":\"yes\"}",
            "{\"a\":".repeat(100_000))) {
      var answer = sync(body);
      assertThat(answer.statusCode())
          .as(body.substring(0, Math.min(30, body.length())))
          .isEqualTo(400);
      assertThat(answer.body()).contains("\"code\":3").contains("\"error\":");
    }
  }

  @Test
  void whatIsEscapedInAPathIsOneSegment() {
    assertThat(get("/api/v1/applications/a%2Fb%20c+d%C3%A9").body())
        .contains("\"name\":\"a/b c+dé\"");
    assertThat(get("/api/v1/clusters/https%3A%2F%2Flocalhost%3A6443").body())
        .contains("\"server\":\"https://localhost:6443\"");
  }

  @Test
  void fieldsOfAQueryAreRepeatedAndNested() {
    assertThat(get("/api/v1/applications?projects=a&projects=b%26c&unknown=1").body())
        .contains("\"name\":\"a\"", "\"name\":\"b\\u0026c\"");
    assertThat(get("/api/v1/clusters/mine?id.type=name&id.nothing=1").body())
        .contains("\"name\":\"name\"", "\"server\":\"mine\"");
    assertThat(get("/api/v1/repositories/a/refs?forceRefresh=1").body()).contains("[\"true\"]");
  }

  @Test
  void aQueryMayBeLongButNotEndless() {
    assertThat(get("/api/v1/applications?projects=" + "x".repeat(500_000)).statusCode())
        .isEqualTo(200);
    var endless = request("/api/v1/applications?projects=" + "x".repeat(1 << 20));
    assertThat(send(endless.version(HTTP_1_1)).statusCode()).isIn(414, 431);
    assertThat(get("/api/v1/applications?" + "projects=x&".repeat(10_001)).statusCode())
        .isEqualTo(400);
  }

  /// A head is compressed against all that came before: a server that does not keep what is beyond
  /// its limit cannot go on with the connection, and says so at its end.
  @Test
  void anEndlessHeadEndsTheConnectionOfHttp2AndNothingElse() throws Exception {
    var endless = request("/api/v1/applications?projects=" + "x".repeat(1 << 20)).build();
    var small = request("/api/v1/applications").build();
    try (var client = HttpClient.newHttpClient()) {
      assertThat(client.send(small, BodyHandlers.discarding()).version()).isEqualTo(HTTP_2);
      try {
        // This client comes again by itself, over HTTP/1.1, if it has read why it was closed.
        assertThat(client.send(endless, BodyHandlers.discarding()).statusCode()).isIn(414, 431);
      } catch (IOException closed) {
        assertThat(closed).isNotInstanceOf(HttpTimeoutException.class);
      }
      assertThat(client.send(small, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void whatIsNotServedIsSaidInPlainText() {
    for (String path :
        List.of(
            "/api/v1/applications/shop/",
            "/api/v1/applications//sync",
            "/api/v1/applications/shop/nothing",
            "/api/v1/",
            "/api/v2/applications")) {
      assertThat(get(path).statusCode()).as(path).isEqualTo(404);
    }
    assertThat(ask("DELETE", "/api/v1/applications").statusCode()).isEqualTo(405);
    assertThat(ask("PATCH", "/api/v1/applications/shop/sync").body())
        .isEqualTo("Method Not Allowed\n");
    assertThat(ask("GET", "/api/v1/applications/shop/sync").statusCode()).isEqualTo(405);
  }
}
