package io.tiphys.proto.json;

import com.google.protobuf.Message;
import io.tiphys.model.json.JsonTree;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Messages as the JSON that Go's `encoding/json` makes of the original's structs, and back: what
/// its REST gateway, its custom resources and its cache entries are written in. It is not
/// protobuf's own JSON: 64-bit integers are numbers, times have whole seconds, free-form members
/// stand in place, and empty members are there or not by each struct's tags.
///
/// Members are named and left out by the options of `tiphys/go.proto`.
public final class GoJson {

  private GoJson() {}

  /// @param message one message, any of this module
  /// @return its members, a new tree
  /// @throws IllegalArgumentException when free-form bytes in it (a `RawExtension`) are no JSON;
  ///   the message names the member
  public static Map<String, @Nullable Object> toTree(Message message) {
    return JsonTree.object((Map<?, ?>) TreeWriter.members(message));
  }

  /// Sets what the tree has; what it does not have stays. A list or a map is replaced, a message is
  /// merged, `null` says nothing, an unknown member is ignored. Names are matched exactly or, as Go
  /// does, in any case.
  ///
  /// @param tree the members of one JSON object
  /// @param builder the message to set them in
  /// @return the same builder
  /// @throws IllegalArgumentException when a value has the wrong type; the message names the member
  public static <B extends Message.Builder> B merge(
      Map<String, ? extends @Nullable Object> tree, B builder) {
    TreeReader.members(JsonTree.object(tree), builder);
    return builder;
  }
}
