package io.tiphys.testkit.git;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// Git's own `http-backend` behind TLS. Without users everyone may read.
public final class TestingGitHttps implements AutoCloseable {

  private final Path root;
  private final HttpsServer server;
  private final TestingCertificate certificate;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Map<String, String> users = new ConcurrentHashMap<>();
  private final List<String> tokens = new ArrayList<>();
  private final AtomicInteger listings = new AtomicInteger();

  private TestingGitHttps(Path root, HttpsServer server, TestingCertificate certificate) {
    this.root = root;
    this.server = server;
    this.certificate = certificate;
  }

  static TestingGitHttps start(Path root) {
    try {
      var certificate = TestingCertificate.forLocalhost();
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
      var git = new TestingGitHttps(root, server, certificate);
      server.createContext("/", git::handle);
      server.setExecutor(git.threads);
      server.start();
      return git;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// From now on only users may read.
  public TestingGitHttps user(String name, String password) {
    users.put(name, password);
    return this;
  }

  /// From now on only users and holders of a token may read.
  public synchronized TestingGitHttps bearer(String token) {
    tokens.add(token);
    return this;
  }

  public String url(TestingRepository repository) {
    return "https://localhost:%d/%s"
        .formatted(server.getAddress().getPort(), root.relativize(repository.directory()));
  }

  /// The authority that a client has to believe, as PEM.
  public String authority() {
    return certificate.pem();
  }

  /// How often refs were listed so far, the listing that goes before a fetch included.
  public int listings() {
    return listings.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!allowed(exchange)) {
        exchange.getResponseHeaders().set("WWW-Authenticate", "Basic realm=\"git\"");
        exchange.sendResponseHeaders(401, -1);
        return;
      }
      if (exchange.getRequestURI().getPath().endsWith("/info/refs")) {
        listings.incrementAndGet();
      }
      backend(exchange);
    }
  }

  private synchronized boolean allowed(HttpExchange exchange) {
    if (users.isEmpty() && tokens.isEmpty()) {
      return true;
    }
    String header = exchange.getRequestHeaders().getFirst("Authorization");
    if (header == null) {
      return false;
    }
    if (header.startsWith("Bearer ")) {
      return tokens.contains(header.substring("Bearer ".length()));
    }
    String pair =
        new String(
            Base64.getDecoder().decode(header.substring("Basic ".length())),
            StandardCharsets.UTF_8);
    int colon = pair.indexOf(':');
    return pair.substring(colon + 1).equals(users.get(pair.substring(0, colon)));
  }

  private void backend(HttpExchange exchange) throws IOException {
    var builder = new ProcessBuilder("git", "http-backend");
    Map<String, String> environment = builder.environment();
    environment.put("GIT_PROJECT_ROOT", root.toString());
    environment.put("GIT_HTTP_EXPORT_ALL", "1");
    environment.put("GIT_CONFIG_NOSYSTEM", "1");
    environment.put("GIT_CONFIG_COUNT", "1");
    environment.put("GIT_CONFIG_KEY_0", "safe.directory");
    environment.put("GIT_CONFIG_VALUE_0", "*");
    environment.put("REQUEST_METHOD", exchange.getRequestMethod());
    environment.put("PATH_INFO", exchange.getRequestURI().getPath());
    String query = exchange.getRequestURI().getRawQuery();
    environment.put("QUERY_STRING", query == null ? "" : query);
    header(exchange, "Content-Type", environment, "CONTENT_TYPE");
    header(exchange, "Content-Encoding", environment, "HTTP_CONTENT_ENCODING");
    header(exchange, "Git-Protocol", environment, "GIT_PROTOCOL");
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (OutputStream input = process.getOutputStream()) {
      exchange.getRequestBody().transferTo(input);
    }
    try (InputStream output = process.getInputStream()) {
      int status = 200;
      for (String line = line(output); !line.isEmpty(); line = line(output)) {
        int colon = line.indexOf(':');
        String name = line.substring(0, colon);
        String value = line.substring(colon + 1).strip();
        if (name.toLowerCase(Locale.ROOT).equals("status")) {
          status = Integer.parseInt(value.substring(0, 3));
        } else {
          exchange.getResponseHeaders().add(name, value);
        }
      }
      exchange.sendResponseHeaders(status, 0);
      output.transferTo(exchange.getResponseBody());
    }
  }

  private static void header(
      HttpExchange exchange, String name, Map<String, String> environment, String variable) {
    String value = exchange.getRequestHeaders().getFirst(name);
    if (value != null) {
      environment.put(variable, value);
    }
  }

  private static String line(InputStream input) throws IOException {
    var line = new StringBuilder();
    for (int c = input.read(); c >= 0 && c != '\n'; c = input.read()) {
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
