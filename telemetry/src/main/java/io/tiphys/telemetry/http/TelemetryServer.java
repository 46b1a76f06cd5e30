package io.tiphys.telemetry.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tiphys.telemetry.metrics.Metrics;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/// Serves `/metrics` and `/healthz` over HTTP.
///
/// - `/metrics`: 200, Prometheus' text format, compressed for who takes it so
/// - `/healthz`: 200 and `ok`, or 503 and the problems; with `?full=true` the costly checks, too
///
/// Slow clients are cut off: 10 s for a request, 30 s for an answer, 200 connections.
public final class TelemetryServer implements AutoCloseable {

  /// Read by the JDK's server when it is used first in a process.
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "10",
          "sun.net.httpserver.maxRspTime", "30",
          "jdk.httpserver.maxConnections", "200");

  private final HttpServer server;
  private final ExecutorService executor;
  private final Metrics metrics;
  private final Health health;

  private TelemetryServer(HttpServer server, Metrics metrics, Health health) {
    this.server = server;
    this.executor = Executors.newVirtualThreadPerTaskExecutor();
    this.metrics = metrics;
    this.health = health;
  }

  /// @param address the address to listen on, `0.0.0.0` for all
  /// @param port the original's: 8082 for the application controller, 8083 for the API server, 8084
  ///   for the repo server; 0 for any
  /// @throws UncheckedIOException when it is taken; the message names it
  public static TelemetryServer start(String address, int port, Metrics metrics, Health health) {
    LIMITS.forEach((name, value) -> System.getProperties().putIfAbsent(name, value));
    try {
      var http = HttpServer.create(new InetSocketAddress(address, port), 64);
      var server = new TelemetryServer(http, metrics, health);
      http.createContext("/", server::handle);
      http.setExecutor(server.executor);
      http.start();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "metrics cannot be served on " + address + ":" + port + ": " + e.getMessage(), e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (!exchange.getRequestMethod().equals("GET")) {
        answer(exchange, 405, "only GET\n");
      } else if (path.equals("/metrics")) {
        metrics(exchange);
      } else if (path.equals("/healthz")) {
        health(exchange);
      } else {
        answer(exchange, 404, "404 page not found\n");
      }
    }
  }

  private void health(HttpExchange exchange) throws IOException {
    String query = Optional.ofNullable(exchange.getRequestURI().getQuery()).orElse("");
    var problem = health.problem(query.contains("full=true"));
    answer(exchange, problem.isPresent() ? 503 : 200, problem.orElse("ok") + "\n");
  }

  private void metrics(HttpExchange exchange) throws IOException {
    var body = new ByteArrayOutputStream(1 << 16);
    boolean gzip = takesGzip(exchange);
    try (OutputStream out = gzip ? new GZIPOutputStream(body) : body) {
      metrics.write(out);
    }
    exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
    if (gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    exchange.sendResponseHeaders(200, body.size());
    body.writeTo(exchange.getResponseBody());
  }

  private static boolean takesGzip(HttpExchange exchange) {
    String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
    return accepted != null && accepted.contains("gzip");
  }

  private static void answer(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
