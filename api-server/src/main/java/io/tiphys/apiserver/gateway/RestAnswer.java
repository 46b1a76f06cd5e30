package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.application.LogEntry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// How one REST call is answered.
///
/// @param <A> what is answered
sealed interface RestAnswer<A extends Message> {

  void put(Reply<A> reply) throws IOException;

  /// @param status how the call ended
  void end(Status status) throws IOException;

  /// @param query of the request
  static <A extends Message> RestAnswer<A> of(
      Operation<?, A> operation,
      Fields fields,
      QueryText query,
      HttpServletRequest request,
      HttpServletResponse response) {
    return switch (operation) {
      case Operation.Unary<?, A> unary -> new Whole<>(fields, response);
      case Operation.Uploading<?, A> upload -> new Whole<>(fields, response);
      case Operation.Streaming<?, A> stream ->
          operation.method().getFullMethodName().equals("application.ApplicationService/PodLogs")
                  && query.first("download").equals("true")
              ? new Download<>(query, response)
              : new Stream<>(
                  fields, "text/event-stream".equals(request.getHeader("accept")), response);
    };
  }

  /// One JSON object.
  record Whole<A extends Message>(Fields fields, HttpServletResponse response)
      implements RestAnswer<A> {

    @Override
    public void put(Reply<A> reply) throws IOException {
      response.setContentType("application/json");
      reply.writeJson(response.getOutputStream(), fields);
    }

    @Override
    public void end(Status status) throws IOException {
      if (!status.isOk() && !response.isCommitted()) {
        response.resetBuffer();
        RestDoor.error(response, status);
      }
    }
  }

  /// One `{"result": …}` a line, or an event each for a page that asks for events.
  final class Stream<A extends Message> implements RestAnswer<A> {
    private static final byte[] EVENT = "data: ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] RESULT = "{\"result\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_EVENT = "}\n\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_LINE = "}\n".getBytes(StandardCharsets.US_ASCII);

    private final Fields fields;
    private final boolean areEvents;
    private final HttpServletResponse response;
    private boolean hasBegun;

    Stream(Fields fields, boolean areEvents, HttpServletResponse response) {
      this.fields = fields.below("result");
      this.areEvents = areEvents;
      this.response = response;
    }

    @Override
    public void put(Reply<A> reply) throws IOException {
      var out = begin();
      if (areEvents) {
        out.write(EVENT);
      }
      out.write(RESULT);
      reply.writeJson(out, fields);
      out.write(areEvents ? END_OF_EVENT : END_OF_LINE);
      out.flush();
    }

    private OutputStream begin() throws IOException {
      if (!hasBegun) {
        hasBegun = true;
        response.setContentType(areEvents ? "text/event-stream" : "application/json");
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Content-Type-Options", "nosniff");
      }
      return response.getOutputStream();
    }

    @Override
    public void end(Status status) throws IOException {
      if (status.isOk()) {
        begin().flush();
        return;
      }
      if (!hasBegun) {
        RestDoor.error(response, status);
        return;
      }
      if (status.getCode() == Status.Code.CANCELLED) {
        return;
      }
      var out = begin();
      if (areEvents) {
        out.write(EVENT);
      }
      String text = status.getDescription() == null ? "" : status.getDescription();
      out.write(
          JsonTree.write(
              Map.of(
                  "error",
                  Map.of(
                      "grpc_code",
                      (long) status.getCode().value(),
                      "http_code",
                      (long) HttpStatuses.of(status.getCode()),
                      "http_status",
                      HttpStatuses.text(status.getCode()),
                      "message",
                      text))));
      out.write(areEvents ? "\n\n".getBytes(StandardCharsets.US_ASCII) : new byte[] {'\n'});
      out.flush();
    }
  }

  /// The lines of a log as a file.
  final class Download<A extends Message> implements RestAnswer<A> {
    private final QueryText query;
    private final HttpServletResponse response;
    private boolean hasBegun;

    Download(QueryText query, HttpServletResponse response) {
      this.query = query;
      this.response = response;
    }

    @Override
    public void put(Reply<A> reply) throws IOException {
      if (reply instanceof Reply.Whole<?>(LogEntry entry) && !entry.getLast()) {
        begin().write((entry.getContent() + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }

    private OutputStream begin() throws IOException {
      if (!hasBegun) {
        hasBegun = true;
        response.setContentType("application/octet-stream");
        response.setHeader("Content-Disposition", "attachment;filename=\"" + fileName() + ".log\"");
      }
      return response.getOutputStream();
    }

    private String fileName() {
      var name = new StringBuilder("log");
      for (String part : new String[] {"namespace", "podName", "container"}) {
        String value = query.first(part).replaceAll("[^A-Za-z0-9._-]", "");
        if (!value.isEmpty()) {
          name.append('-').append(value);
        }
      }
      return name.toString();
    }

    @Override
    public void end(Status status) throws IOException {
      if (!hasBegun && !status.isOk()) {
        RestDoor.error(response, status);
      } else {
        begin().flush();
      }
    }
  }
}
