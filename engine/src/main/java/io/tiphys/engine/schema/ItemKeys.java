package io.tiphys.engine.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tells which item of a list is which: one key for each item, all different. An index number for
/// each key is found in constant time, however long the list.
public final class ItemKeys {

  private static final int LINEAR = 12;

  private final List<Object> keys;
  private final Map<Object, Integer> places;

  private ItemKeys(List<Object> keys) {
    this.keys = keys;
    this.places = keys.size() > LINEAR ? new HashMap<>(keys.size() * 2) : Map.of();
    if (keys.size() > LINEAR) {
      for (int i = 0; i < keys.size(); i++) {
        places.put(keys.get(i), i);
      }
    }
  }

  /// @param names the members that make the key; empty when the items are plain values
  /// @param item what is known of an item: a key member that is absent has its default
  /// @return null when an item has no key, or two have the same
  public static @Nullable ItemKeys of(
      List<? extends @Nullable Object> items, List<String> names, @Nullable Schema item) {
    var keys = new ArrayList<Object>(items.size());
    for (var value : items) {
      var key = key(value, names, item);
      if (key == null) {
        return null;
      }
      keys.add(key);
    }
    return areDistinct(keys) ? new ItemKeys(keys) : null;
  }

  private static boolean areDistinct(List<Object> keys) {
    if (keys.size() > LINEAR) {
      return new HashSet<>(keys).size() == keys.size();
    }
    for (int i = 1; i < keys.size(); i++) {
      if (keys.subList(0, i).contains(keys.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable Object key(
      @Nullable Object value, List<String> names, @Nullable Schema item) {
    if (names.isEmpty()) {
      return plain(value);
    }
    if (!(value instanceof Map<?, ?> map)) {
      return null;
    }
    if (names.size() == 1) {
      return part(map, names.getFirst(), item);
    }
    var parts = new ArrayList<Object>(names.size());
    boolean found = false;
    for (var name : names) {
      var part = part(map, name, item);
      found |= part != null;
      parts.add(part == null ? "" : part);
    }
    return found ? parts : null;
  }

  private static @Nullable Object part(Map<?, ?> map, String name, @Nullable Schema item) {
    var value = plain(map.get(name));
    if (value != null || item == null) {
      return value;
    }
    var member = item.member(name);
    return member == null ? null : plain(member.defaultValue());
  }

  private static @Nullable Object plain(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Long number -> number;
      case Double number when number == Math.rint(number) -> number.longValue();
      case Double number -> number;
      case Boolean flag -> flag;
      case null, default -> null;
    };
  }

  public int size() {
    return keys.size();
  }

  public Object get(int place) {
    return keys.get(place);
  }

  /// Where the item with a key is; -1 when there is none.
  public int find(Object key) {
    return keys.size() > LINEAR ? places.getOrDefault(key, -1) : keys.indexOf(key);
  }

  public boolean has(Object key) {
    return find(key) >= 0;
  }
}
