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
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// That an Application was added, has changed, or is gone: one frame of a watch. The Application's
/// bytes are those that everybody shares.
///
/// @param app its newest state; the last one when it is gone
/// @param before what a watcher knew of it before; null where it was not there
public record AppChange(Type type, StoredApp app, @Nullable StoredApp before)
    implements Reply<ApplicationWatchEvent> {

  private static final int TYPE = ApplicationWatchEvent.TYPE_FIELD_NUMBER;
  private static final int APPLICATION = ApplicationWatchEvent.APPLICATION_FIELD_NUMBER;

  /// As Kubernetes' watches name it.
  public enum Type {
    ADDED,
    MODIFIED,
    DELETED
  }

  /// One that says nothing of before.
  public AppChange(Type type, StoredApp app) {
    this(type, app, null);
  }

  /// What it is to somebody who sees some Applications only: one that comes into sight is added,
  /// and one that goes out of it is deleted as it was last seen.
  ///
  /// @return empty when it is nothing
  public Optional<AppChange> seenBy(Predicate<StoredApp> isSeen) {
    Optional<StoredApp> seen = Optional.ofNullable(before).filter(isSeen);
    if (!isSeen.test(app)) {
      return seen.map(last -> new AppChange(Type.DELETED, last));
    }
    boolean isNew = type == Type.MODIFIED && before != null && seen.isEmpty();
    return Optional.of(isNew ? new AppChange(Type.ADDED, app) : this);
  }

  /// The same to a watcher who has not been told of another change before this.
  ///
  /// @param missed that change
  AppChange after(AppChange missed) {
    boolean isStillNew = missed.type == Type.ADDED && type == Type.MODIFIED;
    return new AppChange(isStillNew ? Type.ADDED : type, app, missed.before);
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
