package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.tiphys.apiserver.gateway.Routes.Found;
import io.tiphys.apiserver.gateway.Routes.Route;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The REST API: requests become messages, answers become Go's JSON.
final class RestDoor {

  /// Bytes in the body of an operation that anybody may ask for, such as a login.
  private static final int OPEN_TO_ALL = 1 << 20;

  private final Routes routes;
  private final Dispatcher dispatcher;
  private final RequestGuard guard;
  private final SessionCookie cookie;
  private final LoginSessions sessions;

  RestDoor(
      Routes routes,
      Dispatcher dispatcher,
      RequestGuard guard,
      SessionCookie cookie,
      LoginSessions sessions) {
    this.routes = routes;
    this.dispatcher = dispatcher;
    this.guard = guard;
    this.cookie = cookie;
    this.sessions = sessions;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var refusal = guard.refusal(request);
    if (refusal.isPresent()) {
      Bodies.throwAway(request.getInputStream());
      plain(response, refusal.get().code(), refusal.get().text());
      return;
    }
    switch (routes.find(request.getMethod(), request.getRequestURI())) {
      case Found.To(var route, var values) ->
          call(route, route.operation(), values, request, response);
      case Found.WrongVerb() -> {
        Bodies.throwAway(request.getInputStream());
        plain(response, 405, "Method Not Allowed");
      }
      case Found.Nothing() -> {
        Bodies.throwAway(request.getInputStream());
        plain(response, 404, "Not Found");
      }
    }
  }

  private <Q extends Message, A extends Message> void call(
      Route route,
      Operation<Q, A> operation,
      Map<String, String> values,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var extras = new HashMap<String, String>();
    UnaryOperator<String> header = name -> GrpcWebDoor.header(request, name);
    String token = CallerToken.of(header);
    List<Q> messages;
    QueryText query;
    try {
      query = QueryText.parse(request.getQueryString());
      if (route.body().isEmpty() || dispatcher.admits(operation, token)) {
        messages = messages(route, operation, values, query, extras, request);
      } else { // nothing is kept for those who will be turned away
        Bodies.throwAway(request.getInputStream());
        messages = List.of();
      }
    } catch (IllegalArgumentException e) {
      error(response, Status.INVALID_ARGUMENT.withDescription(e.getMessage()));
      return;
    } catch (TooLongException e) {
      error(response, Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage()));
      return;
    }
    var answer =
        RestAnswer.of(operation, Fields.parse(query.first("fields")), query, request, response);
    var renewable = CallerToken.isFromCookie(header) ? sessions : LoginSessions.NONE;
    Status status =
        dispatcher.run(
            operation,
            new Request(token, GrpcWebDoor.peer(request), header, extras),
            messages.iterator(),
            new RestSink<>(answer, cookie, renewable, response),
            Departure.of(operation, request, response));
    answer.end(status);
  }

  /// One message; of an upload, one for each object in the body.
  private static <Q extends Message> List<Q> messages(
      Route route,
      Operation<Q, ?> operation,
      Map<String, String> values,
      QueryText query,
      Map<String, String> extras,
      HttpServletRequest request)
      throws IOException, TooLongException {
    byte[] body =
        route.body().isEmpty()
            ? new byte[0]
            : Bodies.read(
                request.getInputStream(), operation.isOpen() ? OPEN_TO_ALL : GrpcDoor.MAX_MESSAGE);
    var messages = new ArrayList<Q>();
    for (byte[] part :
        operation instanceof Operation.Uploading ? JsonValues.split(body) : List.of(body)) {
      messages.add(message(route, operation, values, query, extras, part));
    }
    return messages;
  }

  private static <Q extends Message> Q message(
      Route route,
      Operation<Q, ?> operation,
      Map<String, String> values,
      QueryText query,
      Map<String, String> extras,
      byte[] body) {
    Message.Builder builder = prototype(operation).newBuilderForType();
    if (!route.body().isEmpty()) {
      body(builder, route.body(), body);
    }
    for (var parameter : query.parameters()) {
      // With the whole message as body, the original's gateway does not look at the query.
      boolean isField =
          !route.body().equals("*")
              && MessageFields.set(builder, parameter.name(), parameter.value());
      if (!isField) {
        extras.putIfAbsent(parameter.name(), parameter.value());
      }
    }
    values.forEach((path, value) -> MessageFields.set(builder, path, value));
    @SuppressWarnings("unchecked") // of the operation's own prototype
    Q message = (Q) builder.buildPartial();
    return message;
  }

  private static Message prototype(Operation<?, ?> operation) {
    var marshaller = operation.method().getRequestMarshaller();
    if (marshaller instanceof io.grpc.MethodDescriptor.PrototypeMarshaller<?> prototypes
        && prototypes.getMessagePrototype() instanceof Message prototype) {
      return prototype;
    }
    throw new IllegalStateException(operation.method() + " has no message");
  }

  private static void body(Message.Builder builder, String field, byte[] body) {
    if (body.length == 0) {
      return; // as an empty object
    }
    Object tree;
    try {
      tree = JsonTree.parse(body);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException("the body is no JSON: " + e.getMessage(), e);
    }
    var descriptor = builder.getDescriptorForType().findFieldByName(field);
    Map<?, ?> members;
    if (descriptor == null) {
      if (!(tree instanceof Map<?, ?> map)) {
        throw new IllegalArgumentException("the body is no JSON object");
      }
      members = map;
    } else if (tree == null) {
      members = Map.of();
    } else {
      members = Map.of(descriptor.getName(), tree);
    }
    GoJson.merge(JsonTree.object(members), builder);
  }

  static void error(HttpServletResponse response, Status status) throws IOException {
    String text = status.getDescription() == null ? "" : status.getDescription();
    response.setStatus(HttpStatuses.of(status.getCode()));
    response.setContentType("application/json");
    response
        .getOutputStream()
        .write(
            JsonTree.write(
                Map.of("error", text, "code", (long) status.getCode().value(), "message", text)));
  }

  static void plain(HttpServletResponse response, int code, String text) throws IOException {
    response.setStatus(code);
    response.setContentType("text/plain; charset=utf-8");
    response.getOutputStream().write((text + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
