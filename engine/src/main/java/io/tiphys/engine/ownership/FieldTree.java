package io.tiphys.engine.ownership;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The fields of one manager as `fieldsV1` has them: `f:name` for a member, `k:{...}` for the item
/// with these members, `v:...` for the item that is this value, `i:0` for the item at a place, `.`
/// for the object or item itself; a field without any of them is owned as a whole
/// ([format](https://kubernetes.io/docs/reference/using-api/server-side-apply/)).
final class FieldTree {

  static final String SELF = ".";

  private FieldTree() {}

  static boolean isWhole(Map<String, @Nullable Object> tree) {
    return tree.isEmpty();
  }

  static boolean ownsSelf(Map<String, @Nullable Object> tree) {
    return tree.isEmpty() || tree.containsKey(SELF);
  }

  /// What is owned below a member.
  ///
  /// @return null when nothing is
  static @Nullable Map<String, @Nullable Object> member(
      Map<String, @Nullable Object> tree, String name) {
    return tree.get("f:" + name) instanceof Map<?, ?> below ? JsonTree.object(below) : null;
  }

  /// What is owned below an item.
  ///
  /// @param place where it stands in its list
  /// @return null when nothing is
  static @Nullable Map<String, @Nullable Object> item(
      Map<String, @Nullable Object> tree, int place, @Nullable Object item) {
    for (var entry : tree.entrySet()) {
      if (isItem(entry.getKey(), place, item)) {
        return JsonTree.objectOrEmpty(entry.getValue());
      }
    }
    return null;
  }

  /// Where the item that a key of a tree means stands in a list; -1 for nowhere.
  static int find(String key, List<?> items) {
    for (int i = 0; i < items.size(); i++) {
      if (isItem(key, i, items.get(i))) {
        return i;
      }
    }
    return -1;
  }

  static boolean isItemKey(String key) {
    return key.startsWith("k:") || key.startsWith("v:") || key.startsWith("i:");
  }

  private static boolean isItem(String key, int place, @Nullable Object item) {
    if (key.startsWith("i:")) {
      return key.equals("i:" + place);
    }
    if (key.startsWith("v:")) {
      return same(parsed(key), item);
    }
    return key.startsWith("k:")
        && item instanceof Map<?, ?> map
        && parsed(key) instanceof Map<?, ?> wanted
        && isKeyOf(wanted, map);
  }

  /// A member of the key that the item leaves to its default, such as the protocol of a port, tells
  /// nothing.
  private static boolean isKeyOf(Map<?, ?> wanted, Map<?, ?> item) {
    boolean any = false;
    for (var part : wanted.entrySet()) {
      var value = item.get(part.getKey());
      if (value != null && !same(part.getValue(), value)) {
        return false;
      }
      any |= value != null;
    }
    return any;
  }

  private static boolean same(@Nullable Object one, @Nullable Object other) {
    return one instanceof Number left && other instanceof Number right
        ? left.doubleValue() == right.doubleValue()
        : one != null && one.equals(other);
  }

  private static @Nullable Object parsed(String key) {
    try {
      return JsonTree.parse(key.substring(2).getBytes(StandardCharsets.UTF_8));
    } catch (RuntimeException noJson) {
      return null;
    }
  }
}
