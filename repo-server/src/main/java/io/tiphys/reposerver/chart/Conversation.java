package io.tiphys.reposerver.chart;

import io.tiphys.reposerver.source.Deadline;
import io.tiphys.reposerver.source.ProxyChoice;
import io.tiphys.reposerver.source.RemoteFailure;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.TlsTrust;
import java.io.IOException;
import java.io.InputStream;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Questions over HTTP to one place, all within one time. Credentials go to the place's host only,
/// and never follow a redirect to another; nothing follows one from HTTPS to HTTP.
final class Conversation {

  private static final int MAX_REDIRECTS = 5;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final HttpClient client;
  private final Deadline deadline;
  private final Duration patience;

  private Conversation(HttpClient client, Deadline deadline, Duration patience) {
    this.client = client;
    this.deadline = deadline;
    this.patience = patience;
  }

  /// What is asked.
  @FunctionalInterface
  interface Questions<T> {
    T ask(Conversation http) throws Exception;
  }

  /// An answer; its body can be read once.
  ///
  /// @param body not larger than was wanted
  record Answer(int status, HttpResponse<InputStream> head, InputStream body) {

    String header(String name) {
      return head.headers().firstValue(name).orElse("");
    }

    /// `401 Unauthorized`, as Go writes it.
    String statusText() {
      return switch (status) {
        case 401 -> "401 Unauthorized";
        case 403 -> "403 Forbidden";
        case 404 -> "404 Not Found";
        case 429 -> "429 Too Many Requests";
        case 500 -> "500 Internal Server Error";
        case 502 -> "502 Bad Gateway";
        case 503 -> "503 Service Unavailable";
        default -> Integer.toString(status);
      };
    }
  }

  /// @param what for messages, such as `get index`
  /// @param tlsDirectory one file of authorities per host
  /// @param patience for all of it
  static <T> T with(
      Place place, Path tlsDirectory, Duration patience, String what, Questions<T> questions)
      throws SourceException {
    try {
      var trust =
          TlsTrust.of(
              place.address().getHost(),
              place.insecure(),
              place.tlsClientCertificate(),
              place.tlsClientKey(),
              tlsDirectory);
      try (HttpClient client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(patience)
              .sslContext(trust.context())
              .proxy(new Proxies(ProxyChoice.of(place.proxy(), place.noProxy())))
              .build()) {
        try {
          return Deadline.within(
              patience,
              "failed to " + what + " of " + place,
              deadline -> questions.ask(new Conversation(client, deadline, patience)));
        } finally {
          client.shutdownNow();
        }
      }
    } catch (SourceException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw RemoteFailure.of("failed to " + what, e, null);
    }
  }

  /// @param authorization for the host of the URL; null for none
  /// @param accept media types
  /// @param maxBytes that the body may have
  Answer get(URI uri, @Nullable String authorization, String accept, long maxBytes)
      throws IOException, InterruptedException, SourceException {
    URI at = uri;
    for (int i = 0; i <= MAX_REDIRECTS; i++) {
      var request = HttpRequest.newBuilder(at).timeout(patience).header("Accept", accept);
      request.header("User-Agent", "tiphys");
      if (authorization != null && isSame(at, uri)) {
        request.header("Authorization", authorization);
      }
      HttpResponse<InputStream> response =
          client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
      InputStream body = deadline.holds(response.body());
      if (!REDIRECTS.contains(response.statusCode())) {
        return new Answer(response.statusCode(), response, new Limited(body, maxBytes));
      }
      body.close();
      at = target(at, response.headers().firstValue("Location").orElse(""));
    }
    throw new SourceException(Reason.REMOTE, "stopped after %d redirects".formatted(MAX_REDIRECTS));
  }

  private static boolean isSame(URI one, URI other) {
    return one.getScheme().equals(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && one.getPort() == other.getPort();
  }

  private static URI target(URI from, String location) throws SourceException {
    URI to;
    try {
      to = from.resolve(location);
    } catch (IllegalArgumentException e) {
      throw new SourceException(Reason.REMOTE, "a redirect leads to what is no URL");
    }
    boolean isDown = from.getScheme().equals("https") && !"https".equals(to.getScheme());
    boolean isHttp = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
    if (location.isEmpty() || isDown || !isHttp || to.getHost() == null) {
      throw new SourceException(Reason.REMOTE, "a redirect leads away from HTTPS, or to nowhere");
    }
    return to;
  }

  private static final class Proxies extends ProxySelector {

    private final ProxyChoice choice;

    Proxies(ProxyChoice choice) {
      this.choice = choice;
    }

    @Override
    public List<Proxy> select(URI uri) {
      try {
        Proxy proxy = choice.forHost(uri.toURL());
        if (proxy.type() == Proxy.Type.SOCKS) {
          throw new IllegalArgumentException("SOCKS proxies are for Git repositories only");
        }
        return List.of(proxy);
      } catch (IOException e) {
        throw new IllegalArgumentException(e.getMessage(), e);
      }
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
  }
}
