package io.tiphys.engine.lua;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A table: items 1 to n in an array, all else in the order in which it came. A member that is set
/// to nil keeps its place until room is needed, so that a walk by `next` may clear what it visits.
final class LuaTable {

  private @Nullable Object[] items = LuaState.NOTHING;
  private int itemCount;

  private final Map<Object, Integer> places = new HashMap<>(4);
  private Object[] keys = new Object[0];
  private @Nullable Object[] values = LuaState.NOTHING;
  private int used;

  @Nullable LuaTable metatable;

  /// Whether it was read from a JSON object: one that is empty stays an object.
  boolean isObject;

  @Nullable Object get(@Nullable Object key) {
    if (key instanceof Double number) {
      int index = (int) number.doubleValue();
      if (index == number && index >= 1 && index <= itemCount) {
        return items[index - 1];
      }
      return places.isEmpty() ? null : member(number == 0 ? (Double) 0.0 : number);
    }
    return key == null || places.isEmpty() ? null : member(key);
  }

  private @Nullable Object member(Object key) {
    Integer place = places.get(key);
    return place == null ? null : values[place];
  }

  @Nullable Object item(int index) {
    return index >= 1 && index <= itemCount ? items[index - 1] : get((double) index);
  }

  /// @param key neither nil nor NaN
  void set(Budget budget, Object key, @Nullable Object value) {
    if (key instanceof Double number) {
      int index = (int) number.doubleValue();
      if (index == number && index >= 1) {
        if (index <= itemCount) {
          items[index - 1] = value;
          while (itemCount > 0 && items[itemCount - 1] == null) {
            itemCount--;
          }
          return;
        }
        if (index == itemCount + 1) {
          if (value != null) {
            append(budget, value);
          } else {
            setMember(budget, key, null);
          }
          return;
        }
      }
      setMember(budget, number == 0 ? (Double) 0.0 : number, value);
    } else {
      setMember(budget, key, value);
    }
  }

  void append(Budget budget, Object value) {
    if (itemCount == items.length) {
      int room = Math.max(4, items.length * 2);
      budget.allocate(8L * (room - items.length));
      items = Arrays.copyOf(items, room);
    }
    items[itemCount++] = value;
    // what waited behind a gap
    while (!places.isEmpty()) {
      Integer place = places.get((double) (itemCount + 1));
      if (place == null) {
        return;
      }
      Object next = values[place];
      if (next == null) {
        return;
      }
      values[place] = null;
      if (itemCount == items.length) {
        items = Arrays.copyOf(items, items.length * 2);
      }
      items[itemCount++] = next;
    }
  }

  private void setMember(Budget budget, Object key, @Nullable Object value) {
    Integer place = places.get(key);
    if (place != null) {
      values[place] = value;
      return;
    }
    if (value == null) {
      return;
    }
    budget.allocate(64);
    if (used == keys.length) {
      makeRoom(budget);
    }
    keys[used] = key;
    values[used] = value;
    places.put(key, used++);
  }

  private void makeRoom(Budget budget) {
    int kept = 0;
    for (int i = 0; i < used; i++) {
      if (values[i] != null) {
        kept++;
      }
    }
    budget.steps(used / 16);
    int room = Math.max(4, kept * 2);
    Object[] newKeys = new Object[room];
    @Nullable Object[] newValues = new @Nullable Object[room];
    places.clear();
    int at = 0;
    for (int i = 0; i < used; i++) {
      if (values[i] != null) {
        newKeys[at] = keys[i];
        newValues[at] = values[i];
        places.put(keys[i], at++);
      }
    }
    keys = newKeys;
    values = newValues;
    used = at;
  }

  /// A border: an n with an item n, and none n + 1.
  int length() {
    if (itemCount > 0 || places.isEmpty()) {
      return itemCount;
    }
    int n = 0;
    while (get((double) (n + 1)) != null) {
      n++;
    }
    return n;
  }

  /// A member and its value.
  record Entry(Object key, Object value) {}

  /// The entry after that of a key.
  ///
  /// @param key null for the first
  /// @return null after the last
  /// @throws LuaError when there is no such key
  @Nullable Entry next(@Nullable Object key) {
    int from = 0;
    if (key != null) {
      Integer place = null;
      if (key instanceof Double number
          && number >= 1
          && number <= items.length
          && number == Math.rint(number)) {
        from = number.intValue();
      } else {
        place = places.get(key);
        if (place == null) {
          throw new LuaError("invalid key to 'next'");
        }
        return memberFrom(place + 1);
      }
    }
    for (int i = from; i < itemCount; i++) {
      Object value = items[i];
      if (value != null) {
        return new Entry((double) (i + 1), value);
      }
    }
    if (key instanceof Double && places.get(key) instanceof Integer place) {
      return memberFrom(place + 1);
    }
    return memberFrom(0);
  }

  private @Nullable Entry memberFrom(int place) {
    for (int i = place; i < used; i++) {
      Object value = values[i];
      if (value != null) {
        return new Entry(keys[i], value);
      }
    }
    return null;
  }
}
