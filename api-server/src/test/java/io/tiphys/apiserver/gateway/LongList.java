package io.tiphys.apiserver.gateway;

import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.v1alpha1.Application;
import io.tiphys.proto.v1alpha1.ApplicationList;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;

/// A list of Applications of 64 KiB each, which is nowhere whole.
///
/// @param count of them
/// @param written counts the bytes that were written
record LongList(int count, AtomicLong written) implements Reply<ApplicationList> {

  static final String NAME = "x".repeat(64 << 10);

  private static byte[] item() {
    var app = Application.newBuilder();
    app.getMetadataBuilder().setName(NAME);
    return ApplicationList.newBuilder().addItems(app).buildPartial().toByteArray();
  }

  @Override
  public int protoSize() {
    return count * item().length;
  }

  @Override
  public void writeProto(OutputStream out) throws IOException {
    write(out, item());
  }

  @Override
  public void writeJson(OutputStream out, Fields fields) throws IOException {
    write(out, ("\"" + NAME + "\"\n").getBytes(StandardCharsets.US_ASCII));
  }

  private void write(OutputStream out, byte[] item) throws IOException {
    for (int i = 0; i < count; i++) {
      out.write(item);
      written.addAndGet(item.length);
    }
  }
}
