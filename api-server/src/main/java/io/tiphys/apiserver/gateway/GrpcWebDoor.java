package io.tiphys.apiserver.gateway;

import io.grpc.Status;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;

/// gRPC-web, binary (`application/grpc-web`, `+proto`) and as text (`application/grpc-web-text`):
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md. The caller's messages are read
/// whole before the call begins, as browsers send them.
final class GrpcWebDoor {

  private final Operations operations;
  private final FramedCall calls;

  GrpcWebDoor(Operations operations, Dispatcher dispatcher) {
    this.operations = operations;
    this.calls = new FramedCall(dispatcher);
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String type = String.valueOf(request.getContentType());
    boolean isText = type.startsWith("application/grpc-web-text");
    response.setContentType(
        isText ? "application/grpc-web-text+proto" : "application/grpc-web+proto");
    var frames = new WebFrames(response.getOutputStream(), isText);
    String name = request.getRequestURI().substring(1);
    var operation = operations.find(name);
    Status status =
        operation.isEmpty()
            ? Status.UNIMPLEMENTED.withDescription("unknown method " + name)
            : calls.run(operation.get(), request, response, isText, frames);
    if (frames.isBegun || status.isOk()) {
      trailer(status, frames);
    } else {
      refuse(status, response);
    }
  }

  static String peer(HttpServletRequest request) {
    return request.getRemoteAddr() + ":" + request.getRemotePort();
  }

  static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  /// A refusal before any message is in the headers, as the original has it: `argocd` does not read
  /// it from a frame.
  private static void refuse(Status status, HttpServletResponse response) {
    String text = Objects.requireNonNullElse(status.getDescription(), "");
    response.setHeader("Grpc-Status", String.valueOf(status.getCode().value()));
    response.setHeader("Grpc-Message", FramedCall.percent(text));
  }

  private static void trailer(Status status, WebFrames frames) throws IOException {
    var text = new StringBuilder("grpc-status:").append(status.getCode().value()).append("\r\n");
    String description = status.getDescription();
    if (description != null) {
      text.append("grpc-message:").append(FramedCall.percent(description)).append("\r\n");
    }
    byte[] content = text.toString().getBytes(StandardCharsets.US_ASCII);
    try (var out = frames.begin()) {
      out.write(FramedCall.header(FramedCall.TRAILER, content.length));
      out.write(content);
    }
  }

  /// What goes back.
  private static final class WebFrames implements FramedCall.Frames {
    private final OutputStream answer;
    private final boolean isText;
    private boolean isBegun;

    WebFrames(OutputStream answer, boolean isText) {
      this.answer = answer;
      this.isText = isText;
    }

    @Override
    public OutputStream begin() {
      isBegun = true;
      return isText ? new Base64Piece(answer) : new Piece(answer);
    }
  }

  /// Part of an answer: what closes it sends it.
  private static final class Piece extends FilterOutputStream {
    Piece(OutputStream answer) {
      super(answer);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
      out.flush();
    }
  }

  /// The same as closed base64: a text is a sequence of these.
  private static final class Base64Piece extends FilterOutputStream {
    Base64Piece(OutputStream answer) {
      super(Base64.getEncoder().wrap(new Piece(answer)));
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }
  }
}
