package io.tiphys.engine.ownership;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes what a manager owns out of one version of an object.
final class OwnedFields {

  private OwnedFields() {}

  /// @param other the other version: what it has, too, is looked into and not taken as a whole
  /// @return the value itself when there is nothing to take
  static Object remove(Object value, @Nullable Object other, Map<String, @Nullable Object> fields) {
    return switch (value) {
      case Map<?, ?> map -> members(JsonTree.object(map), JsonTree.objectOrEmpty(other), fields);
      case List<?> list -> items(list, JsonTree.listOrEmpty(other), fields);
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> members(
      Map<String, @Nullable Object> map,
      Map<String, @Nullable Object> other,
      Map<String, @Nullable Object> fields) {
    var left = new LinkedHashMap<String, @Nullable Object>(map);
    boolean changed = false;
    for (var name : map.keySet()) {
      var owned = FieldTree.member(fields, name);
      var value = map.get(name);
      if (owned == null) {
        continue;
      }
      if (value == null || isTaken(owned, other.get(name))) {
        left.remove(name);
        changed = true;
      } else {
        var inside = remove(value, other.get(name), owned);
        changed |= inside != value;
        left.put(name, inside);
      }
    }
    return changed ? Collections.unmodifiableMap(left) : map;
  }

  private static List<?> items(List<?> list, List<?> other, Map<String, @Nullable Object> fields) {
    var left = new ArrayList<@Nullable Object>(list);
    var gone = new ArrayList<Integer>();
    boolean changed = false;
    for (var field : fields.entrySet()) {
      int place = FieldTree.isItemKey(field.getKey()) ? FieldTree.find(field.getKey(), list) : -1;
      if (place < 0) {
        continue;
      }
      var owned = JsonTree.objectOrEmpty(field.getValue());
      int there = FieldTree.find(field.getKey(), other);
      Object same = there < 0 ? null : other.get(there);
      Object item = list.get(place);
      if (item == null || isTaken(owned, same)) {
        gone.add(place);
      } else {
        var inside = remove(item, same, owned);
        changed |= inside != item;
        left.set(place, inside);
      }
    }
    gone.sort(Collections.reverseOrder());
    gone.forEach(place -> left.remove(place.intValue()));
    return changed || !gone.isEmpty() ? Collections.unmodifiableList(left) : list;
  }

  private static boolean isTaken(Map<String, @Nullable Object> owned, @Nullable Object other) {
    return FieldTree.isWhole(owned) || (other == null && FieldTree.ownsSelf(owned));
  }
}
