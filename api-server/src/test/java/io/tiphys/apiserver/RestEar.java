package io.tiphys.apiserver;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/// Calls an API server over REST for one caller, and hears all that comes back.
record RestEar(TwoProjects world, String token, HttpClient client) {

  /// What differs from call to call.
  private static final Set<String> PASSING = Set.of("date", "content-length", "connection");

  private static final String URL_IN_PATH = "\\{(?:[a-z]+\\.)?(?:repo|url|repoURL)}";

  static RestEar of(TwoProjects world, String token) {
    var client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new RestEar(world, token, client);
  }

  /// All that the contract has, but for streams and logins: method, path, operation.
  static List<String> operations() throws IOException {
    try (var table = RestEar.class.getResourceAsStream("/contract/rest-paths.tsv")) {
      return new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .filter(line -> !line.contains("SessionService") && !line.contains("Stream result"))
          .toList();
    }
  }

  /// As lists give it out.
  static String token(String name, String namespace) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((name + "\n" + namespace).getBytes(StandardCharsets.UTF_8));
  }

  String get(String path) throws IOException, InterruptedException {
    return send("GET", path, false);
  }

  /// @param line of [#operations]
  /// @param name of what is meant, and in each URL
  String ask(String line, String name) throws IOException, InterruptedException {
    String[] columns = line.split("\t", -1);
    String path = columns[1].replaceAll(URL_IN_PATH, escaped(name)).replaceAll("\\{[^}]*}", name);
    var query = new StringBuilder();
    for (String parameter : columns[3].split(" ")) {
      String[] parts = parameter.split(":");
      if (parts[0].equals("query") && parts[2].equals("string")) {
        query
            .append(query.isEmpty() ? '?' : '&')
            .append(parts[1])
            .append('=')
            .append(word(parts[1], name));
      }
    }
    return send(columns[0], path + query, columns[3].contains("body:"));
  }

  private String escaped(String name) {
    return URLEncoder.encode(world.repository(name), StandardCharsets.UTF_8);
  }

  private String word(String parameter, String name) {
    return switch (parameter) {
      case "repo", "url", "repoURL" -> escaped(name);
      case "kind" -> "ConfigMap";
      case "version" -> "v1";
      case "namespace" -> world.shared;
      case "group",
          "appNamespace",
          "appsetNamespace",
          "project",
          "selector",
          "resourceVersion",
          "refresh" ->
          "";
      default -> parameter.startsWith("id.") ? "" : name;
    };
  }

  private String send(String method, String path, boolean hasBody)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create("http://localhost:" + world.server.port() + path))
            .header("authorization", "Bearer " + token)
            .header("content-type", "application/json")
            .timeout(Duration.ofSeconds(60))
            .method(method, hasBody ? BodyPublishers.ofString("{}") : BodyPublishers.noBody())
            .build();
    HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
    var headers = new TreeMap<>(answer.headers().map());
    headers.keySet().removeAll(PASSING);
    return answer.statusCode() + " " + headers + " " + answer.body();
  }
}
