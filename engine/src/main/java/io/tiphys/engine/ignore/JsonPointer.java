package io.tiphys.engine.ignore;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A pointer to a field (RFC 6901).
///
/// @param steps members' names and items' places
record JsonPointer(List<String> steps) {

  /// @throws IllegalArgumentException when it is none, with the reason
  static JsonPointer parse(String text) {
    if (!text.startsWith("/")) {
      throw new IllegalArgumentException("a JSON pointer begins with /");
    }
    var steps = new ArrayList<String>();
    for (String step : text.substring(1).split("/", -1)) {
      steps.add(step.replace("~1", "/").replace("~0", "~"));
    }
    return new JsonPointer(List.copyOf(steps));
  }

  /// The value without the field; the value itself when there is no such field.
  Object removeFrom(Object value) {
    return remove(value, 0);
  }

  private Object remove(Object value, int depth) {
    String step = steps.get(depth);
    boolean isLast = depth == steps.size() - 1;
    if (value instanceof Map<?, ?> map) {
      var members = JsonTree.object(map);
      if (!members.containsKey(step)) {
        return value;
      }
      var inside = members.get(step);
      var left = isLast || inside == null ? null : remove(inside, depth + 1);
      if (!isLast && left == inside) {
        return value;
      }
      var copy = new LinkedHashMap<String, @Nullable Object>(members);
      if (isLast) {
        copy.remove(step);
      } else {
        copy.put(step, left);
      }
      return Collections.unmodifiableMap(copy);
    }
    return value instanceof List<?> list ? item(list, step, isLast, depth) : value;
  }

  private Object item(List<?> list, String step, boolean isLast, int depth) {
    if (step.isEmpty() || step.length() > 9 || !step.chars().allMatch(Character::isDigit)) {
      return list;
    }
    int place = Integer.parseInt(step);
    Object inside = place < list.size() ? list.get(place) : null;
    if (inside == null) {
      return list;
    }
    var left = isLast ? null : remove(inside, depth + 1);
    if (left == inside) {
      return list;
    }
    var copy = new ArrayList<@Nullable Object>(list);
    if (isLast) {
      copy.remove(place);
    } else {
      copy.set(place, left);
    }
    return Collections.unmodifiableList(copy);
  }
}
