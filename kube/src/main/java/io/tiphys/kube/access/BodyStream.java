package io.tiphys.kube.access;

import java.io.IOException;
import java.io.InputStream;
import okhttp3.Call;
import okhttp3.Response;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/// A body that is read as it arrives. Holds no memory while nothing arrives.
public final class BodyStream implements AutoCloseable {

  /// The longest line that is read; objects are limited to some MB by the store below.
  static final long MAX_LINE = 64L << 20;

  private final Call call;
  private final Response response;

  BodyStream(Call call, Response response) {
    this.call = call;
    this.response = response;
  }

  /// The whole body, once; its end is the answer's end.
  public InputStream input() {
    return source().inputStream();
  }

  /// The next line without its end; waits for it.
  ///
  /// @return null at the body's end
  /// @throws IOException when the connection breaks, or the line is too long
  public byte @Nullable [] nextLine() throws IOException {
    BufferedSource source = source();
    long end = source.indexOf((byte) '\n', 0, MAX_LINE);
    if (end >= 0) {
      byte[] line = source.readByteArray(end);
      source.readByte(); // the line feed
      return line;
    }
    if (!source.exhausted() && source.getBuffer().size() >= MAX_LINE) {
      throw new IOException("an event of more than " + (MAX_LINE >> 20) + " MiB");
    }
    byte[] rest = source.readByteArray();
    return rest.length == 0 ? null : rest;
  }

  private BufferedSource source() {
    return response.body().source();
  }

  /// Ends the answer, from any thread: a reader gets an exception.
  @Override
  public void close() {
    call.cancel();
    try {
      response.close();
    } catch (IllegalStateException e) {
      // over HTTP/1.1, and somebody reads at this moment: the read fails and all is closed
    }
  }
}
