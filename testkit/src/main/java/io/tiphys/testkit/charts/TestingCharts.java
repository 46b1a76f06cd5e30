package io.tiphys.testkit.charts;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.tiphys.testkit.git.TestingCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/// A Helm repository at `/charts` and a registry, behind TLS, for one user. The registry gives
/// tokens, two tags a page, and the configuration of `team/app` at any tag.
public final class TestingCharts implements AutoCloseable {

  private static final String TOKEN = "a-token-of-the-registry";

  private final HttpsServer server;
  private final TestingCertificate certificate;
  private final String basic;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> redirects = new ConcurrentHashMap<>();
  private final List<String> seen = new CopyOnWriteArrayList<>();
  private volatile String index = "apiVersion: v1\nentries: {}\n";
  private volatile List<String> tags = List.of();
  private volatile String configuration = "{}";

  private TestingCharts(HttpsServer server, TestingCertificate certificate, String basic) {
    this.server = server;
    this.certificate = certificate;
    this.basic = basic;
  }

  /// @param password the only one that is let in
  public static TestingCharts start(String user, String password) {
    try {
      var certificate = TestingCertificate.forLocalhost();
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      String login =
          Base64.getEncoder()
              .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
      var charts = new TestingCharts(server, certificate, "Basic " + login);
      server.createContext("/", charts::handle);
      server.setExecutor(charts.threads);
      server.start();
      return charts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public TestingCharts index(String yaml) {
    index = yaml;
    return this;
  }

  public TestingCharts tags(String... names) {
    tags = List.of(names);
    return this;
  }

  /// The configuration of `team/app`, JSON.
  public TestingCharts configuration(String json) {
    configuration = json;
    return this;
  }

  /// From now on one path leads to a URL.
  public TestingCharts redirect(String path, String url) {
    redirects.put(path, url);
    return this;
  }

  /// `PATH AUTHORIZATION` of each request so far.
  public List<String> seen() {
    return List.copyOf(seen);
  }

  /// `https://localhost:PORT/charts`.
  public String url() {
    return "https://%s/charts".formatted(registry());
  }

  /// `localhost:PORT`.
  public String registry() {
    return "localhost:" + port();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  /// The authority that a client has to believe, as PEM.
  public String authority() {
    return certificate.pem();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().toString();
      String shown = exchange.getRequestHeaders().getFirst("Authorization");
      seen.add(path + " " + (shown == null ? "-" : shown));
      String redirect = redirects.get(path);
      if (redirect != null) {
        exchange.getResponseHeaders().add("Location", redirect);
        answer(exchange, 302, "");
      } else if (path.startsWith("/v2/")) {
        registry(exchange, path, shown);
      } else if (!basic.equals(shown)) {
        exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"charts\"");
        answer(exchange, 401, "who are you?");
      } else if (path.equals("/charts/index.yaml")) {
        answer(exchange, 200, index);
      } else if (path.startsWith("/token?")) {
        answer(exchange, 200, "{\"token\":\"%s\"}".formatted(TOKEN));
      } else {
        answer(exchange, 404, "nothing here");
      }
    }
  }

  private void registry(HttpExchange exchange, String path, @Nullable String shown)
      throws IOException {
    if (!("Bearer " + TOKEN).equals(shown)) {
      exchange
          .getResponseHeaders()
          .add(
              "WWW-Authenticate",
              "Bearer realm=\"https://%s/token\",service=\"charts\"".formatted(registry()));
      answer(exchange, 401, "{}");
    } else if (path.startsWith("/v2/team/app/tags/list")) {
      int from = path.contains("last=") ? Integer.parseInt(path.replaceAll(".*last=", "")) : 0;
      int to = Math.min(from + 2, tags.size());
      if (to < tags.size()) {
        exchange
            .getResponseHeaders()
            .add("Link", "</v2/team/app/tags/list?last=%d>; rel=\"next\"".formatted(to));
      }
      answer(
          exchange,
          200,
          "{\"tags\":[\"%s\"]}".formatted(String.join("\",\"", tags.subList(from, to))));
    } else if (path.startsWith("/v2/team/app/manifests/")) {
      answer(
          exchange,
          200,
          """
          {"config":{"digest":"sha256:%s"},
           "annotations":{"org.opencontainers.image.authors":"Ada"}}\
          """
              .formatted(sha256(configuration)));
    } else if (path.startsWith("/v2/team/app/blobs/")) {
      answer(exchange, 200, configuration);
    } else {
      answer(exchange, path.equals("/v2/") ? 200 : 404, "{}");
    }
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
