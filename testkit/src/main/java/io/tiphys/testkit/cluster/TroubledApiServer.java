package io.tiphys.testkit.cluster;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// A real API server behind a proxy that does to chosen requests what happens on bad days. Speaks
/// plain HTTP.
public final class TroubledApiServer implements AutoCloseable {

  private static final Set<String> OF_ONE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade");

  /// One request.
  ///
  /// @param path without the query
  /// @param query empty when there is none
  /// @param body empty when there is none
  public record Asked(String method, String path, String query, String body) {

    /// Whether it changes something, and does not only try it out.
    public boolean isWrite() {
      return !method.equals("GET") && !query.contains("dryRun=All");
    }
  }

  /// What happens to a request.
  public sealed interface Trouble {

    /// The API server never sees it.
    ///
    /// @param headers of the answer
    record Refused(int code, Map<String, String> headers, String body) implements Trouble {}

    /// The API server does it, and the connection breaks before anybody hears of it.
    record AnswerLost() implements Trouble {}

    /// Nobody answers.
    record Silence() implements Trouble {}

    /// A gateway says that it took too long, and the API server does it all the same, later.
    ///
    /// @param when it is asked
    /// @param code gets the code of the answer that nobody hears
    record Late(CountDownLatch when, CompletableFuture<Integer> code) implements Trouble {
      public Late() {
        this(new CountDownLatch(1), new CompletableFuture<>());
      }
    }
  }

  private record Rule(Predicate<Asked> which, Trouble trouble, AtomicInteger times) {}

  private final Connection connection;
  private final HttpClient client;
  private final HttpServer server;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Asked> done = new CopyOnWriteArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final AtomicInteger writing = new AtomicInteger();
  private final AtomicInteger mostWriting = new AtomicInteger();

  public TroubledApiServer(Connection connection) throws IOException {
    this.connection = connection;
    client = HttpClient.newBuilder().sslContext(AdminRequest.tls(connection)).build();
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// The next requests that fit have this trouble, as many as that.
  public void trouble(int times, Predicate<Asked> which, Trouble trouble) {
    rules.add(new Rule(which, trouble, new AtomicInteger(times)));
  }

  /// All is well from now on.
  public void calm() {
    rules.clear();
  }

  /// What the API server did: changes that it answered with a success, whoever heard of it.
  public List<Asked> done() {
    return List.copyOf(done);
  }

  /// How many changes were under way at once, dry runs included, at most.
  public int mostAtOnce() {
    return mostWriting.get();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      URI uri = exchange.getRequestURI();
      byte[] body = exchange.getRequestBody().readAllBytes();
      var asked =
          new Asked(
              exchange.getRequestMethod(),
              uri.getPath(),
              uri.getQuery() == null ? "" : uri.getQuery(),
              new String(body, StandardCharsets.UTF_8));
      switch (next(asked)) {
        case null -> forward(exchange, asked, body, false);
        case Trouble.Refused(var code, var headers, var text) -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
        }
        case Trouble.AnswerLost() -> forward(exchange, asked, body, true);
        case Trouble.Silence() -> closed.await();
        case Trouble.Late late -> {
          var request = request(exchange, body);
          var unused = Thread.ofVirtual().start(() -> sendLate(request, late));
          exchange.sendResponseHeaders(504, -1);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void sendLate(HttpRequest request, Trouble.Late late) {
    try {
      late.when().await();
      late.code()
          .complete(client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode());
    } catch (IOException | InterruptedException e) {
      late.code().completeExceptionally(e);
    }
  }

  private @Nullable Trouble next(Asked asked) {
    for (Rule rule : rules) {
      if (rule.which().test(asked) && rule.times().getAndDecrement() > 0) {
        return rule.trouble();
      }
    }
    return null;
  }

  private void forward(HttpExchange exchange, Asked asked, byte[] body, boolean isLost)
      throws IOException, InterruptedException {
    boolean isChange = !asked.method().equals("GET");
    if (isChange) {
      mostWriting.accumulateAndGet(writing.incrementAndGet(), Math::max);
    }
    HttpResponse<InputStream> answer;
    try {
      answer = client.send(request(exchange, body), HttpResponse.BodyHandlers.ofInputStream());
    } finally {
      if (isChange) {
        writing.decrementAndGet();
      }
    }
    if (asked.isWrite() && answer.statusCode() < 300) {
      done.add(asked);
    }
    try (InputStream input = answer.body()) {
      if (isLost) {
        input.readAllBytes();
        return; // closing the exchange without an answer closes the connection
      }
      answer
          .headers()
          .map()
          .forEach((name, values) -> {
            if (!name.startsWith(":") && !isOfOneConnection(name)) {
              exchange.getResponseHeaders().put(name, values);
            }
          });
      exchange.sendResponseHeaders(answer.statusCode(), 0);
      OutputStream output = exchange.getResponseBody();
      byte[] buffer = new byte[8192];
      for (int count = input.read(buffer); count >= 0; count = input.read(buffer)) {
        output.write(buffer, 0, count);
        output.flush(); // a watch tells each change at once
      }
    }
  }

  private HttpRequest request(HttpExchange exchange, byte[] body) {
    var request =
        HttpRequest.newBuilder(URI.create(connection.server() + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                body.length == 0
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofByteArray(body));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!isOfOneConnection(name)) {
            values.forEach(value -> request.header(name, value));
          }
        });
    return request.build();
  }

  private static boolean isOfOneConnection(String header) {
    return OF_ONE_CONNECTION.contains(header.toLowerCase(Locale.ROOT));
  }

  @Override
  public void close() {
    closed.countDown();
    server.stop(0);
    client.shutdownNow();
  }
}
