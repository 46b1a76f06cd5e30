package io.tiphys.e2e.operation;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.model.json.JsonTree;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Asks over REST: path, query and body are made of the same messages as over gRPC.
final class OverRest implements Door, AutoCloseable {

  private final HttpClient client = HttpClient.newHttpClient();
  private final String server;
  private final int binding;

  /// @param address `host:port`, in plain text
  /// @param binding which of an operation's paths is taken; the last for those that have fewer
  OverRest(String address, int binding) {
    this.server = "http://" + address;
    this.binding = binding;
  }

  @Override
  public String name() {
    return binding == 0 ? "rest" : "rest" + (binding + 1);
  }

  @Override
  public Outcome ask(
      MethodDescriptor<?, ?> method,
      String token,
      List<Map<String, @Nullable Object>> messages,
      Predicate<@Nullable Object> isEnough) {
    var asked = RestRequest.of(Api.bindings(method).get(binding), messages);
    var request =
        HttpRequest.newBuilder(URI.create(server + asked.target()))
            .timeout(Duration.ofSeconds(30))
            .method(
                asked.verb(),
                asked.body().isEmpty()
                    ? BodyPublishers.noBody()
                    : BodyPublishers.ofString(asked.body()));
    if (!token.isEmpty()) {
      request.header("authorization", "Bearer " + token);
    }
    if (!asked.verb().equals("GET")) {
      request.header("content-type", "application/json");
    }
    boolean isStream = !method.getType().serverSendsOneMessage();
    try {
      var response = client.send(request.build(), BodyHandlers.ofLines());
      try (Stream<String> lines = response.body()) {
        return outcome(response, lines, isStream, isEnough);
      }
    } catch (IOException e) {
      throw new AssertionError(asked.toString(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Outcome outcome(
      HttpResponse<?> response,
      Stream<String> lines,
      boolean isStream,
      Predicate<@Nullable Object> isEnough) {
    if (response.statusCode() != 200) {
      return refusal(response.statusCode(), lines.collect(Collectors.joining("\n")));
    }
    var answers = new ArrayList<@Nullable Object>();
    if (!isStream) {
      answers.add(parse(lines.collect(Collectors.joining("\n"))));
      return Outcome.ok(answers);
    }
    for (String line : (Iterable<String>) lines::iterator) {
      var frame = JsonTree.objectOrEmpty(parse(line));
      if (frame.get("error") instanceof Map<?, ?> error
          && error.get("grpc_code") instanceof Number number) {
        var code = Status.fromCodeValue(number.intValue()).getCode();
        return new Outcome(code, String.valueOf(error.get("message")), answers);
      }
      answers.add(frame.get("result"));
      if (isEnough.test(answers.getLast())) {
        break;
      }
    }
    return Outcome.ok(answers);
  }

  /// An error in the form that all have, with the status of its code. Anything else is INTERNAL,
  /// which no row expects.
  private static Outcome refusal(int http, String body) {
    try {
      var error = JsonTree.objectOrEmpty(parse(body));
      if (error.get("code") instanceof Number number
          && error.get("message") instanceof String text
          && text.equals(error.get("error"))
          && error.size() == 3) {
        var code = Status.fromCodeValue(number.intValue()).getCode();
        if (http == Codes.http(code)) {
          return new Outcome(code, text, List.of());
        }
      }
    } catch (RuntimeException e) {
      // no JSON
    }
    return new Outcome(Status.Code.INTERNAL, "HTTP %d with %s".formatted(http, body), List.of());
  }

  private static @Nullable Object parse(String json) {
    return JsonTree.parse(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
