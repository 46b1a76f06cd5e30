package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Reply;
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
import java.util.zip.GZIPInputStream;

/// A call whose messages are gRPC's frames in the body of a request. Answers are written as fast as
/// the caller takes them, an item after the other: of a long one no more is in memory than is on
/// its way.
final class FramedCall {

  /// Of a frame: its flags and its length.
  static final int HEADER = 5;

  static final int TRAILER = 0x80;
  private static final int COMPRESSED = 1;

  private final Dispatcher dispatcher;

  FramedCall(Dispatcher dispatcher) {
    this.dispatcher = dispatcher;
  }

  /// @param isText whether the body is base64
  /// @param out where frames of answers go
  /// @return how it ended
  <Q extends Message, A extends Message> Status run(
      Operation<Q, A> operation,
      HttpServletRequest request,
      HttpServletResponse response,
      boolean isText,
      Frames out)
      throws IOException {
    List<Q> messages;
    try {
      byte[] body = Bodies.read(request.getInputStream(), GrpcDoor.MAX_MESSAGE + HEADER);
      boolean isGzip = "gzip".equals(request.getHeader("grpc-encoding"));
      messages = messages(operation, isText ? Base64.getMimeDecoder().decode(body) : body, isGzip);
    } catch (RuntimeException e) {
      return Status.INTERNAL.withDescription("the message cannot be read: " + e.getMessage());
    } catch (TooLongException e) {
      return Status.RESOURCE_EXHAUSTED.withDescription(e.getMessage());
    }
    return dispatcher.run(
        operation,
        new Request(
            CallerToken.of(name -> GrpcWebDoor.header(request, name)),
            GrpcWebDoor.peer(request),
            name -> GrpcWebDoor.header(request, name),
            Map.of()),
        messages.iterator(),
        reply -> write(reply, out),
        Departure.of(operation, request, response));
  }

  /// Where frames go.
  interface Frames {
    /// @return what takes the bytes of one frame, and is closed after them
    OutputStream begin() throws IOException;
  }

  private static void write(Reply<?> reply, Frames frames) throws IOException {
    int size = reply.protoSize();
    try (var out = frames.begin()) {
      if (size >= 0) {
        out.write(header(0, size));
        reply.writeProto(out);
      } else {
        var bytes = new ByteArrayOutputStream();
        reply.writeProto(bytes);
        out.write(header(0, bytes.size()));
        bytes.writeTo(out);
      }
    }
  }

  static byte[] header(int flags, int length) {
    return ByteBuffer.allocate(HEADER).put((byte) flags).putInt(length).array();
  }

  /// A status' text as gRPC writes it in headers, whose ends must not be spaces.
  static String percent(String text) {
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

  private static <Q extends Message> List<Q> messages(
      Operation<Q, ?> operation, byte[] body, boolean isGzip) throws IOException, TooLongException {
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
}
