package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.operation.Reply;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Writes answers into gRPC's buffers without another copy.
final class ReplyMarshaller<A extends Message> implements MethodDescriptor.Marshaller<Reply<A>> {

  @Override
  public InputStream stream(Reply<A> reply) {
    int size = reply.protoSize();
    if (size >= 0) {
      return new Sized(reply, size);
    }
    var buffer = new ByteArrayOutputStream();
    try {
      reply.writeProto(buffer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new ByteArrayInputStream(buffer.toByteArray());
  }

  @Override
  public Reply<A> parse(InputStream stream) {
    throw new IllegalStateException("a server reads no answers");
  }

  /// An answer whose size is known before it is written.
  private static final class Sized extends InputStream implements Drainable, KnownLength {
    private final Reply<?> reply;
    private final int size;
    private boolean isDrained;
    private @Nullable ByteArrayInputStream bytes;

    Sized(Reply<?> reply, int size) {
      this.reply = reply;
      this.size = size;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      reply.writeProto(target);
      isDrained = true;
      return size;
    }

    @Override
    public int available() {
      return isDrained ? 0 : bytes == null ? size : bytes.available();
    }

    @Override
    public int read() throws IOException {
      return isDrained ? -1 : bytes().read();
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      return isDrained ? -1 : bytes().read(into, offset, length);
    }

    private ByteArrayInputStream bytes() throws IOException {
      var present = bytes;
      if (present == null) {
        var buffer = new ByteArrayOutputStream(size);
        reply.writeProto(buffer);
        present = new ByteArrayInputStream(buffer.toByteArray());
        bytes = present;
      }
      return present;
    }
  }
}
