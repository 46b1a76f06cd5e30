package io.tiphys.kube.access;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/// A body that OkHttp may not send a second time on its own, unless that is harmless.
final class SentBody extends RequestBody {
  private final byte[] body;
  private final @Nullable MediaType type;
  private final boolean repeatable;

  SentBody(byte[] body, @Nullable MediaType type, boolean repeatable) {
    this.body = body;
    this.type = type;
    this.repeatable = repeatable;
  }

  @Override
  public @Nullable MediaType contentType() {
    return type;
  }

  @Override
  public long contentLength() {
    return body.length;
  }

  @Override
  public boolean isOneShot() {
    return !repeatable;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(body);
  }
}
