package io.tiphys.testkit.secret;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// A server that is Git's and a cluster's at once, and says whatever it was told in confidence: as
/// Git's own error below `err`, beside a 401 below `deny`, beside a 500 below anything else.
public final class TellingServer implements AutoCloseable {

  private final HttpServer server;
  private final AtomicInteger told = new AtomicInteger();

  public TellingServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::answer);
    server.start();
  }

  /// @param path such as `err.git`
  public String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + path;
  }

  /// How often it was told something.
  public int told() {
    return told.get();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.getRequestBody().readAllBytes();
      String said = said(exchange.getRequestHeaders().getFirst("Authorization"));
      String path = exchange.getRequestURI().getPath();
      if (path.contains("cluster")) {
        send(
            exchange,
            path.contains("deny") ? 401 : 403,
            "application/json",
            "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"reason\":\"Forbidden\",\"message\":\"%s\"}"
                .formatted(said.replace("\\", "\\\\").replace("\"", "\\\"")));
      } else if (path.contains("err")) {
        send(
            exchange,
            200,
            "application/x-git-upload-pack-advertisement",
            line("# service=git-upload-pack\n") + "0000" + line("ERR " + said + "\n"));
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"" + said + "\"");
        send(exchange, path.contains("deny") ? 401 : 500, "text/plain", said);
      }
    }
  }

  /// The header as it came, and what it says.
  private String said(@Nullable String authorization) {
    if (authorization == null) {
      return "you are not known";
    }
    told.incrementAndGet();
    String decoded = "";
    if (authorization.startsWith("Basic ")) {
      byte[] pair = Base64.getDecoder().decode(authorization.substring("Basic ".length()));
      decoded = new String(pair, StandardCharsets.UTF_8);
    }
    return "you may not " + authorization + " " + decoded.replace("\n", "");
  }

  private static String line(String text) {
    return "%04x".formatted(text.length() + 4) + text;
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
