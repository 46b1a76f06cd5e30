package io.tiphys.bench.load;

import io.tiphys.testkit.cluster.AdminRequest;
import io.tiphys.testkit.cluster.Connection;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/// One plain connection to the API server: HTTP/1.1, kept open, one request at a time.
final class PlainApi implements AutoCloseable {

  private final Connection connection;
  private final HttpClient client;

  PlainApi(Connection connection) {
    this.connection = connection;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .sslContext(AdminRequest.tls(connection))
            .build();
  }

  /// @return the answer's body
  /// @throws IOException when the API server refuses
  String send(String method, String path, String type, String body)
      throws IOException, InterruptedException {
    var publisher = body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
    HttpResponse<String> answer =
        client.send(
            request(path).header("Content-Type", type).method(method, publisher).build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IOException(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    return answer.body();
  }

  void create(String path, String json) throws IOException, InterruptedException {
    send("POST", path, "application/json", json);
  }

  void merge(String path, String json) throws IOException, InterruptedException {
    send("PATCH", path, "application/merge-patch+json", json);
  }

  /// An answer that is long, or goes on: a watch.
  ///
  /// @throws IOException when the API server refuses
  InputStream open(String path) throws IOException, InterruptedException {
    HttpResponse<InputStream> answer =
        client.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
    if (answer.statusCode() >= 300) {
      answer.body().close();
      throw new IOException("GET %s: %d".formatted(path, answer.statusCode()));
    }
    return answer.body();
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(connection.server() + path))
        .header("Authorization", "Bearer " + connection.token())
        .header("Accept", "application/json");
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
