package io.tiphys.apiserver.application.store;

import com.google.protobuf.CodedOutputStream;
import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.v1alpha1.ApplicationWatchEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;

/// That an Application was added, has changed, or is gone: one frame of a watch. The Application's
/// bytes are those that everybody shares.
///
/// @param app its newest state; the last one when it is gone
public record AppChange(Type type, StoredApp app) implements Reply<ApplicationWatchEvent> {

  private static final int TYPE = ApplicationWatchEvent.TYPE_FIELD_NUMBER;
  private static final int APPLICATION = ApplicationWatchEvent.APPLICATION_FIELD_NUMBER;

  /// As Kubernetes' watches name it.
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  @Override
  public int protoSize() {
    return CodedOutputStream.computeStringSize(TYPE, type.name()) + app.fieldSize(APPLICATION);
  }

  @Override
  public void writeProto(OutputStream out) throws IOException {
    var coded = CodedOutputStream.newInstance(out);
    coded.writeString(TYPE, type.name());
    app.writeField(coded, APPLICATION);
    coded.flush();
  }

  @Override
  public void writeJson(OutputStream out, Fields fields) throws IOException {
    if (fields.areAll()) {
      out.write("{\"application\":".getBytes(StandardCharsets.US_ASCII));
      app.writeJson(out, fields);
      out.write((",\"type\":\"" + type + "\"}").getBytes(StandardCharsets.US_ASCII));
      return;
    }
    var event = new HashMap<String, @Nullable Object>();
    event.put("type", type.name());
    event.put("application", app.tree());
    out.write(JsonTree.write(fields.of(event)));
  }
}
