package io.tiphys.kube.access;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.BufferedSource;

/// Sends one request until there is an answer that means something, and makes a value of it.
final class Exchange {

  private static final long BODY_LIMIT = 256L << 20;
  private static final int THROTTLED_TRIES = 10;
  private static final int BROKEN_TRIES = 3;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

  final RequestObserver observer;
  private final Transport transport;

  Exchange(Transport transport, RequestObserver observer) {
    this.transport = transport;
    this.observer = observer;
  }

  /// How one try went.
  private sealed interface Try {
    record Success(Call call, Response response) implements Try {}

    /// @param pause until it may be sent again; negative for never
    record Failure(Answer answer, Duration pause) implements Try {}
  }

  private static final Duration NEVER = Duration.ofNanos(-1);

  Answer send(ApiCall call, Request request) {
    return switch (untilAnswered(call, request, Patience.REQUEST)) {
      case Try.Failure(var answer, var pause) -> answer;
      case Try.Success(var http, var response) -> {
        try (response) {
          yield new Answer.Ok(response.code(), whole(response));
        } catch (IOException e) {
          yield new Answer.Unreachable(cause(e));
        }
      }
    };
  }

  Streamed stream(ApiCall call, Request request, Patience patience) {
    return switch (untilAnswered(call, request, patience)) {
      case Try.Failure(var answer, var pause) -> new Streamed.Closed(answer);
      case Try.Success(var http, var response) -> new Streamed.Open(new BodyStream(http, response));
    };
  }

  private Try untilAnswered(ApiCall call, Request request, Patience patience) {
    long deadline = System.nanoTime() + transport.options.requestTimeout().toNanos();
    boolean renewed = false;
    for (int tries = 1; ; tries++) {
      transport.pace.await();
      long start = System.nanoTime();
      Try result = once(call, request, patience, tries);
      observe(call, result, System.nanoTime() - start);
      if (!(result instanceof Try.Failure(var answer, var pause))) {
        return result;
      }
      if (!renewed && answer instanceof Answer.Refused(var code, var reason, var text)) {
        if (code == 401 && transport.renew()) {
          renewed = true;
          continue;
        }
      }
      if (pause.isNegative() || System.nanoTime() + pause.toNanos() > deadline || !sleep(pause)) {
        return result;
      }
    }
  }

  private Try once(ApiCall call, Request request, Patience patience, int tries) {
    Transport.Connected connected;
    try {
      connected = transport.connected();
    } catch (IOException e) {
      return new Try.Failure(new Answer.Unreachable(cause(e)), NEVER);
    }
    Request authorized;
    try {
      authorized = authorized(request, connected.proof().authorization());
    } catch (IOException e) {
      return new Try.Failure(new Answer.Unreachable(cause(e)), NEVER);
    }
    OkHttpClient client = connected.patient(patience);
    Call http = client.newCall(authorized);
    try {
      Response response = http.execute();
      if (response.isSuccessful()) {
        return new Try.Success(http, response);
      }
      try (response) {
        return refused(call, response, tries);
      }
    } catch (IOException e) {
      boolean again = tries <= BROKEN_TRIES + retries() && call.isRepeatable() && isBroken(e);
      return new Try.Failure(new Answer.Unreachable(cause(e)), again ? backoff(tries) : NEVER);
    }
  }

  private static Request authorized(Request request, String authorization) throws IOException {
    if (authorization.isEmpty()) {
      return request;
    }
    if (!authorization.chars().allMatch(c -> c >= ' ' && c < 127)) {
      throw new IOException("its credentials have a character that cannot be sent");
    }
    return request.newBuilder().header("Authorization", authorization).build();
  }

  private Try.Failure refused(ApiCall call, Response response, int tries) throws IOException {
    int code = response.code();
    Answer.Refused said = RefusalReader.read(code, response.body().source());
    var confidence = Confidence.of(response.request().header("Authorization"));
    var refused = new Answer.Refused(code, said.reason(), confidence.keptIn(said.message()));
    String retryAfter = response.header("Retry-After");
    boolean busy = code == 429 || code >= 500;
    if (retryAfter != null && busy && tries <= THROTTLED_TRIES) {
      return new Try.Failure(refused, retryAfter(retryAfter));
    }
    boolean gateway = code == 502 || code == 503 || code == 504;
    if (gateway && call.isRepeatable() && tries <= retries()) {
      return new Try.Failure(refused, backoff(tries));
    }
    return new Try.Failure(refused, NEVER);
  }

  private int retries() {
    return transport.options.retries();
  }

  private Duration backoff(int tries) {
    long millis = transport.options.retryBackoff().toMillis() << Math.min(tries - 1, 10);
    return Duration.ofMillis(
        Math.min(
            millis / 2 + ThreadLocalRandom.current().nextLong(millis / 2 + 1),
            LONGEST_WAIT.toMillis()));
  }

  private static Duration retryAfter(String header) {
    try {
      Duration wait = Duration.ofSeconds(Math.max(0, Long.parseLong(header.strip())));
      return wait.compareTo(LONGEST_WAIT) > 0 ? NEVER : wait;
    } catch (NumberFormatException e) {
      return Duration.ofSeconds(1);
    }
  }

  /// The connection ended under the request. What could not be connected at all, or was silent for
  /// too long, is left to the caller, who knows how urgent it is.
  private static boolean isBroken(IOException e) {
    return !(e instanceof ConnectException
        || e instanceof NoRouteToHostException
        || e instanceof UnknownHostException
        || e instanceof SocketTimeoutException
        || e instanceof java.io.InterruptedIOException
        || e instanceof SSLException
        || Thread.currentThread().isInterrupted());
  }

  private static boolean sleep(Duration wait) {
    try {
      Thread.sleep(wait);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void observe(ApiCall call, Try result, long nanos) {
    int code =
        switch (result) {
          case Try.Success(var http, var response) -> response.code();
          case Try.Failure(Answer.Refused(var refused, var reason, var text), var pause) -> refused;
          case Try.Failure failure -> 0;
        };
    ResourcePath resource = call.resource();
    observer.observed(
        new RequestObserver.Observed(
            call.verb(),
            resource == null ? "" : resource.plural(),
            resource == null ? "" : resource.namespace(),
            code,
            call.isDryRun(),
            Duration.ofNanos(nanos)));
  }

  private static byte[] whole(Response response) throws IOException {
    BufferedSource source = response.body().source();
    if (source.request(BODY_LIMIT + 1)) {
      throw new IOException("an answer of more than " + (BODY_LIMIT >> 20) + " MiB");
    }
    return source.readByteArray();
  }

  private String cause(IOException e) {
    String text = e.getMessage();
    String kind = e.getClass().getSimpleName();
    String reason = e.getCause() == null ? null : e.getCause().getMessage();
    return "cluster "
        + transport.access.server()
        + " cannot be reached: "
        + (text == null || text.isEmpty() ? kind : text)
        + (reason == null || String.valueOf(text).contains(reason) ? "" : ": " + reason);
  }
}
