package io.tiphys.apiserver.operation;

import com.google.protobuf.Message;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import java.io.IOException;
import java.io.OutputStream;

/// An answer that can be written in each of the API's forms. It may be written by many threads at
/// once, and any number of times.
public interface Reply<A extends Message> {

  /// As protobuf.
  void writeProto(OutputStream out) throws IOException;

  /// As Go's JSON, without a line's end.
  ///
  /// @param fields which members are wanted
  void writeJson(OutputStream out, Fields fields) throws IOException;

  /// Bytes as protobuf, when that is known without writing; else -1.
  default int protoSize() {
    return -1;
  }

  /// The message itself, where the answer is one.
  static <A extends Message> Reply<A> of(A message) {
    return new Whole<>(message);
  }

  /// A message as it is.
  record Whole<A extends Message>(A message) implements Reply<A> {

    @Override
    public void writeProto(OutputStream out) throws IOException {
      message.writeTo(out);
    }

    @Override
    public int protoSize() {
      return message.getSerializedSize();
    }

    @Override
    public void writeJson(OutputStream out, Fields fields) throws IOException {
      out.write(JsonTree.write(fields.of(GoJson.toTree(message))));
    }
  }
}
