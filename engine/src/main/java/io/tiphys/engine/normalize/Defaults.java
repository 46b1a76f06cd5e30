package io.tiphys.engine.normalize;

import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills in what the API server would.
public final class Defaults {

  private Defaults() {}

  /// The value with each default that the schema knows below it; the value itself when there is
  /// none to add. Zero values and empty objects are not added: they are the same as none.
  public static Object complete(Object value, @Nullable Schema schema) {
    if (schema == null) {
      return value;
    }
    return switch (value) {
      case Map<?, ?> map -> members(JsonTree.object(map), schema);
      case List<?> list -> items(list, schema.items());
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> map, Schema schema) {
    Map<String, @Nullable Object> copy = null;
    for (var member : map.entrySet()) {
      var value = member.getValue();
      if (value != null) {
        var complete = complete(value, schema.member(member.getKey()));
        if (complete != value) {
          copy = copy == null ? new LinkedHashMap<>(map) : copy;
          copy.put(member.getKey(), complete);
        }
      }
    }
    for (var member : schema.members().entrySet()) {
      var byDefault = member.getValue().defaultValue();
      if (byDefault != null && map.get(member.getKey()) == null && isWorthShowing(byDefault)) {
        copy = copy == null ? new LinkedHashMap<>(map) : copy;
        copy.put(member.getKey(), complete(byDefault, member.getValue()));
      }
    }
    return copy == null ? map : Collections.unmodifiableMap(copy);
  }

  private static Object items(List<?> list, @Nullable Schema item) {
    List<@Nullable Object> copy = null;
    for (int i = 0; i < list.size() && item != null; i++) {
      Object value = list.get(i);
      var complete = value == null ? null : complete(value, item);
      if (complete != value) {
        copy = copy == null ? new ArrayList<>(list) : copy;
        copy.set(i, complete);
      }
    }
    return copy == null ? list : Collections.unmodifiableList(copy);
  }

  private static boolean isWorthShowing(Object byDefault) {
    return !Sameness.isZero(byDefault) && !(byDefault instanceof Map<?, ?> map && map.isEmpty());
  }
}
