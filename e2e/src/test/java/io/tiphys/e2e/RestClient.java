package io.tiphys.e2e;

import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// REST over HTTP/1.1. Nothing is tried twice.
final class RestClient implements Client {

  private static final String ALL = "/api/v1/applications";

  private final String server;
  private final String token;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /// @param server `host:port`
  /// @param token empty for none
  RestClient(String server, String token) {
    this.server = server;
    this.token = token;
  }

  @Override
  public String name() {
    return "rest";
  }

  @Override
  public Ended create(String app, Map<String, Object> spec) {
    return ended("POST", ALL + "?validate=false", application(app, spec));
  }

  @Override
  public Ended append(String app, String line) {
    return ended(
        "PATCH",
        ALL + "/" + app,
        Map.of("name", app, "patch", appending(line), "patchType", "json"));
  }

  @Override
  public Ended delete(String app) {
    return ended("DELETE", ALL + "/" + app + "?cascade=true", Map.of());
  }

  /// An Application that takes its objects with it.
  static Map<String, Object> application(String app, Map<String, Object> spec) {
    return Map.of(
        "metadata",
        Map.of("name", app, "finalizers", List.of("resources-finalizer.argocd.argoproj.io")),
        "spec",
        spec);
  }

  /// A JSON patch.
  static String appending(String line) {
    return JsonTree.writeString(
        List.of(
            Map.of(
                "op", "add", "path", "/spec/info/-", "value", Map.of("name", "", "value", line))));
  }

  private Ended ended(String method, String path, Map<String, Object> body) {
    try {
      var answer =
          send(
              request(path)
                  .header("Content-Type", "application/json")
                  .method(method, BodyPublishers.ofString(JsonTree.writeString(body))));
      if (answer.statusCode() == 503) {
        return Ended.UNKNOWN;
      }
      if (answer.statusCode() != 200) {
        throw new AssertionError(method + " " + path + ": " + answer.body());
      }
      return Ended.DONE;
    } catch (IOException e) {
      return Ended.UNKNOWN;
    }
  }

  HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  HttpRequest.Builder request(String path) {
    var request =
        HttpRequest.newBuilder(URI.create("http://" + server + path))
            .timeout(Duration.ofSeconds(30));
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
