package io.tiphys.engine.patch;

import io.tiphys.engine.normalize.Sameness;
import io.tiphys.model.json.JsonTree;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON merge patches, [RFC 7386](https://www.rfc-editor.org/rfc/rfc7386).
public final class JsonMergePatch {

  private JsonMergePatch() {}

  /// The smallest patch that makes `to` of `from`; empty when they are equal. A null in `to` cannot
  /// be expressed and becomes an absence.
  public static Map<String, @Nullable Object> create(
      Map<String, @Nullable Object> from, Map<String, @Nullable Object> to) {
    var patch = new LinkedHashMap<String, @Nullable Object>();
    for (var name : from.keySet()) {
      if (to.get(name) == null && from.get(name) != null) {
        patch.put(name, null);
      }
    }
    for (var member : to.entrySet()) {
      var value = member.getValue();
      var old = from.get(member.getKey());
      if (value instanceof Map<?, ?> map && old instanceof Map<?, ?> oldMap) {
        var inner = create(JsonTree.object(oldMap), JsonTree.object(map));
        if (!inner.isEmpty()) {
          patch.put(member.getKey(), inner);
        }
      } else if (value != null && !Sameness.same(value, old, null)) {
        patch.put(member.getKey(), value);
      }
    }
    return patch;
  }

  /// @param target any value; the patched value is a new one
  /// @param patch an object whose nulls remove; any other value takes the target's place
  public static @Nullable Object apply(@Nullable Object target, @Nullable Object patch) {
    if (!(patch instanceof Map<?, ?> changes)) {
      return patch;
    }
    var result = new LinkedHashMap<>(JsonTree.objectOrEmpty(target));
    for (var change : JsonTree.object(changes).entrySet()) {
      if (change.getValue() == null) {
        result.remove(change.getKey());
      } else {
        result.put(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
      }
    }
    return Collections.unmodifiableMap(result);
  }
}
