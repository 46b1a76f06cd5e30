package io.tiphys.apiserver.application;

import io.tiphys.apiserver.operation.Fields;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.exchange.state.TreeState;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.ApplicationTree;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Resource trees as answers, each encoded once for all who ask for the same version. Bounded;
/// those that were not asked for for longest go first.
final class EncodedTrees {

  private final long capacity;
  private final Map<String, Encoded> byVersion = new LinkedHashMap<>(16, 0.75f, true);
  private long size;

  /// @param capacity in bytes
  EncodedTrees(long capacity) {
    this.capacity = capacity;
  }

  Reply<ApplicationTree> of(TreeState state) {
    var known = known(state.version());
    return known.isPresent() ? known.get() : keep(state.version(), encode(state));
  }

  /// The tree of a version, if it was asked for not long ago.
  synchronized Optional<Reply<ApplicationTree>> known(String version) {
    return Optional.ofNullable(byVersion.get(version));
  }

  private static Encoded encode(TreeState state) {
    var message =
        GoJson.merge(ModelJson.toTree(state.tree()), ApplicationTree.newBuilder()).buildPartial();
    return new Encoded(JsonTree.write(GoJson.toTree(message)), message.toByteArray());
  }

  private synchronized Encoded keep(String version, Encoded encoded) {
    Encoded before = byVersion.put(version, encoded);
    size += encoded.size() - (before == null ? 0 : before.size());
    var oldest = byVersion.values().iterator();
    while (size > capacity && oldest.hasNext()) {
      size -= oldest.next().size();
      oldest.remove();
    }
    return encoded;
  }

  private record Encoded(byte[] json, byte[] proto) implements Reply<ApplicationTree> {

    int size() {
      return json.length + proto.length;
    }

    @Override
    public void writeProto(OutputStream out) throws IOException {
      out.write(proto);
    }

    @Override
    public int protoSize() {
      return proto.length;
    }

    @Override
    public void writeJson(OutputStream out, Fields fields) throws IOException {
      out.write(fields.areAll() ? json : JsonTree.write(fields.of(JsonTree.parseObject(json))));
    }
  }
}
