package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Operation;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/// gRPC-web, binary (`application/grpc-web`, `+proto`) and as text (`application/grpc-web-text`):
/// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md. The caller's messages are read
/// whole before the call begins, as browsers send them.
final class GrpcWebDoor {

  private static final int HEADER = 5;
  private static final int COMPRESSED = 1;
  private static final int TRAILER = 0x80;

  private final Operations operations;
  private final Dispatcher dispatcher;

  GrpcWebDoor(Operations operations, Dispatcher dispatcher) {
    this.operations = operations;
    this.dispatcher = dispatcher;
  }

  void serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
    String type = String.valueOf(request.getContentType());
    boolean isText = type.startsWith("application/grpc-web-text");
    response.setContentType(
        isText ? "application/grpc-web-text+proto" : "application/grpc-web+proto");
    var out = new Frames(response, isText);
    var operation = operations.find(request.getRequestURI().substring(1));
    Status status =
        operation.isEmpty()
            ? Status.UNIMPLEMENTED.withDescription(
                "unknown method " + request.getRequestURI().substring(1))
            : call(operation.get(), request, isText, out);
    out.trailer(status);
  }

  private <Q extends Message, A extends Message> Status call(
      Operation<Q, A> operation, HttpServletRequest request, boolean isText, Frames out)
      throws IOException {
    List<Q> messages;
    try {
      messages = messages(operation, request, isText);
    } catch (RuntimeException e) {
      return Status.INTERNAL.withDescription("the message cannot be read: " + e.getMessage());
    } catch (TooLongException e) {
      return Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage());
    }
    return dispatcher.run(
        operation,
        new Request(
            CallerToken.of(name -> header(request, name)),
            peer(request),
            name -> header(request, name),
            Map.of()),
        messages.iterator(),
        reply -> {
          var bytes = new ByteArrayOutputStream(Math.max(reply.protoSize(), 64));
          reply.writeProto(bytes);
          out.data(bytes.toByteArray());
        },
        new Cancellation());
  }

  static String peer(HttpServletRequest request) {
    return request.getRemoteAddr() + ":" + request.getRemotePort();
  }

  static String header(HttpServletRequest request, String name) {
    String value = request.getHeader(name);
    return value == null ? "" : value;
  }

  private static <Q extends Message> List<Q> messages(
      Operation<Q, ?> operation, HttpServletRequest request, boolean isText)
      throws IOException, TooLongException {
    byte[] body = Bodies.read(request.getInputStream(), GrpcDoor.MAX_MESSAGE + HEADER);
    if (isText) {
      body = Base64.getMimeDecoder().decode(body);
    }
    boolean isGzip = "gzip".equals(request.getHeader("grpc-encoding"));
    var messages = new ArrayList<Q>();
    var in = new DataInputStream(new ByteArrayInputStream(body));
    while (in.available() >= HEADER) {
      int flags = in.readUnsignedByte();
      int length = in.readInt();
      if (length < 0 || length > in.available()) {
        throw new IllegalArgumentException("a frame is longer than the body");
      }
      byte[] frame = in.readNBytes(length);
      if ((flags & TRAILER) == 0) {
        messages.add(parse(operation, frame, (flags & COMPRESSED) != 0 && isGzip));
      }
    }
    return messages;
  }

  private static <Q extends Message> Q parse(
      Operation<Q, ?> operation, byte[] frame, boolean isCompressed)
      throws IOException, TooLongException {
    InputStream in = new ByteArrayInputStream(frame);
    if (isCompressed) {
      in = new ByteArrayInputStream(Bodies.read(new GZIPInputStream(in), GrpcDoor.MAX_MESSAGE));
    }
    return operation.method().parseRequest(in);
  }

  /// What goes back. A text is a sequence of closed base64 pieces.
  private static final class Frames {
    private final HttpServletResponse response;
    private final OutputStream out;
    private final boolean isText;
    private boolean isBegun;

    Frames(HttpServletResponse response, boolean isText) throws IOException {
      this.response = response;
      this.out = response.getOutputStream();
      this.isText = isText;
    }

    void data(byte[] message) throws IOException {
      frame(0, message);
    }

    /// A refusal before any message is in the headers, as the original has it: `argocd` does not
    /// read it from a frame.
    void trailer(Status status) throws IOException {
      if (!isBegun && !status.isOk()) {
        response.setHeader("Grpc-Status", String.valueOf(status.getCode().value()));
        response.setHeader(
            "Grpc-Message", percent(Objects.requireNonNullElse(status.getDescription(), "")));
        return;
      }
      var text = new StringBuilder("grpc-status:").append(status.getCode().value()).append("\r\n");
      if (status.getDescription() != null) {
        text.append("grpc-message:").append(percent(status.getDescription())).append("\r\n");
      }
      frame(TRAILER, text.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private void frame(int flags, byte[] content) throws IOException {
      isBegun = true;
      byte[] bytes =
          ByteBuffer.allocate(HEADER + content.length)
              .put((byte) flags)
              .putInt(content.length)
              .put(content)
              .array();
      out.write(isText ? Base64.getEncoder().encode(bytes) : bytes);
      out.flush();
    }

    /// As gRPC writes messages in headers, whose ends must not be spaces.
    private static String percent(String text) {
      var out = new StringBuilder();
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      for (int i = 0; i < bytes.length; i++) {
        byte b = bytes[i];
        boolean isEnd = i == 0 || i == bytes.length - 1;
        if (b >= 0x20 && b < 0x7f && b != '%' && !(isEnd && b == ' ')) {
          out.append((char) b);
        } else {
          out.append('%').append(String.format("%02X", b));
        }
      }
      return out.toString();
    }
  }
}
