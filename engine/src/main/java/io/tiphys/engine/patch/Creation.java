package io.tiphys.engine.patch;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client-side apply sends for an object that is not there yet.
public final class Creation {

  private Creation() {}

  /// The target without members that are null, which kubectl leaves out as well: the API server
  /// would refuse some of them in a custom resource.
  public static Manifest body(Manifest target) {
    return withoutNulls(target.content()) instanceof Map<?, ?> body && body != target.content()
        ? new Manifest(JsonTree.object(body))
        : target;
  }

  private static @Nullable Object withoutNulls(@Nullable Object value) {
    return switch (value) {
      case Map<?, ?> map -> members(JsonTree.object(map));
      case List<?> list -> items(list);
      case null -> null;
      case Object scalar -> scalar;
    };
  }

  private static Map<String, @Nullable Object> members(Map<String, @Nullable Object> map) {
    var copy = new LinkedHashMap<String, @Nullable Object>();
    boolean changed = false;
    for (var member : map.entrySet()) {
      var value = withoutNulls(member.getValue());
      changed |= value == null || value != member.getValue();
      if (value != null) {
        copy.put(member.getKey(), value);
      }
    }
    return changed ? Collections.unmodifiableMap(copy) : map;
  }

  private static List<? extends @Nullable Object> items(List<? extends @Nullable Object> list) {
    var copy = new ArrayList<@Nullable Object>(list.size());
    boolean changed = false;
    for (var item : list) {
      var value = withoutNulls(item);
      changed |= value != item;
      copy.add(value);
    }
    return changed ? Collections.unmodifiableList(copy) : list;
  }
}
