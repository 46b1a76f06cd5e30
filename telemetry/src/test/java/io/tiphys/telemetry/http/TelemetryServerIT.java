package io.tiphys.telemetry.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.telemetry.metrics.Metrics;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryServerIT {

  private final Metrics metrics = new Metrics();
  private final Health health = new Health();
  private final TelemetryServer server = TelemetryServer.start("127.0.0.1", 0, metrics, health);
  private final HttpClient client = HttpClient.newHttpClient();

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private HttpResponse<byte[]> get(String path, String... headers)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
  }

  private static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  @Test
  void servesMetricsAsText() throws Exception {
    metrics.counter("argocd_app_sync_total", "Syncs.", "name").labelValues("web").inc();

    var response = get("/metrics", "Accept", "application/openmetrics-text; version=1.0.0");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type"))
        .contains("text/plain; version=0.0.4; charset=utf-8");
    assertThat(text(response))
        .isEqualTo(
            """
            # HELP argocd_app_sync_total Syncs.
            # TYPE argocd_app_sync_total counter
            argocd_app_sync_total{name="web"} 1.0
            """);
  }

  @Test
  void compressesForWhoTakesIt() throws Exception {
    metrics.gauge("plain", "Help.").set(1);

    var response = get("/metrics", "Accept-Encoding", "gzip");

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    try (var gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      assertThat(new String(gzip.readAllBytes(), StandardCharsets.UTF_8)).contains("plain 1.0");
    }
  }

  @Test
  void isHealthyUntilACheckHasAProblem() throws Exception {
    var problem = new AtomicReference<>(Optional.<String>empty());
    health.add("watch", problem::get);
    health.add("cluster", Optional::empty);

    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(text(get("/healthz"))).isEqualTo("ok\n");

    problem.set(Optional.of("no event for 10 minutes"));
    assertThat(get("/healthz").statusCode()).isEqualTo(503);
    assertThat(text(get("/healthz"))).isEqualTo("watch: no event for 10 minutes\n");
  }

  @Test
  void costlyChecksAreForTheFullQuestion() throws Exception {
    health.addFull("kubernetes", () -> Optional.of("no answer"));

    assertThat(get("/healthz").statusCode()).isEqualTo(200);
    assertThat(get("/healthz?full=true").statusCode()).isEqualTo(503);
  }

  @Test
  void aCheckThatThrowsHasAProblem() throws Exception {
    health.add(
        "redis",
        () -> {
          throw new IllegalStateException("broken");
        });

    assertThat(text(get("/healthz"))).isEqualTo("redis: java.lang.IllegalStateException: broken\n");
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(404);
    assertThat(get("/metrics/x").statusCode()).isEqualTo(404);
    var post =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/metrics"))
            .POST(HttpRequest.BodyPublishers.ofString("x"))
            .build();
    assertThat(client.send(post, HttpResponse.BodyHandlers.discarding()).statusCode())
        .isEqualTo(405);
  }

  @Test
  void aTakenPortIsNamed() {
    assertThatThrownBy(() -> TelemetryServer.start("127.0.0.1", server.port(), metrics, health))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("metrics cannot be served on 127.0.0.1:" + server.port());
  }
}
