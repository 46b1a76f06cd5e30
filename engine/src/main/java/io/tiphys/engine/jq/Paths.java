package io.tiphys.engine.jq;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Steps into values, and what is put or removed there. A step is a member's name, an item's place
/// (negative from the end), or a slice as an object with `start` and `end`.
final class Paths {

  private static final String START = "start";
  private static final String END = "end";

  private Paths() {}

  static Place member(Place of, @Nullable Object step) {
    return of.below(step, at(of.value(), step));
  }

  static Place slice(Place of, @Nullable Object from, @Nullable Object to) {
    var step = new LinkedHashMap<String, @Nullable Object>();
    step.put(START, from);
    step.put(END, to);
    return of.below(Collections.unmodifiableMap(step), slice(of.value(), from, to));
  }

  static @Nullable Object at(@Nullable Object value, @Nullable Object step) {
    if (value instanceof Map<?, ?> map && step instanceof String name) {
      return map.get(name);
    }
    if (value instanceof List<?> list && step instanceof Number number) {
      int place = place(number, list.size());
      return place >= 0 && place < list.size() ? list.get(place) : null;
    }
    if (step instanceof Map<?, ?> bounds) {
      return slice(value, bounds.get(START), bounds.get(END));
    }
    if (value == null && (step == null || step instanceof String || step instanceof Number)) {
      return null;
    }
    throw new JqError("Cannot index %s with %s".formatted(JqError.kind(value), JqError.kind(step)));
  }

  static @Nullable Object get(@Nullable Object value, List<?> path) {
    Object found = value;
    for (var step : path) {
      if (found == null) {
        return null;
      }
      found = at(found, step);
    }
    return found;
  }

  private static int place(Number number, int size) {
    double exact = Math.floor(number.doubleValue());
    double place = exact < 0 ? exact + size : exact;
    return place >= Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) place;
  }

  private static @Nullable Object slice(
      @Nullable Object value, @Nullable Object from, @Nullable Object to) {
    return switch (value) {
      case null -> null;
      case String text -> {
        int length = text.codePointCount(0, text.length());
        int start = bound(from, 0, length, false);
        int end = Math.max(start, bound(to, length, length, true));
        yield text.substring(text.offsetByCodePoints(0, start), text.offsetByCodePoints(0, end));
      }
      case List<?> list -> {
        int start = bound(from, 0, list.size(), false);
        yield Collections.unmodifiableList(
            new ArrayList<@Nullable Object>(
                list.subList(start, Math.max(start, bound(to, list.size(), list.size(), true)))));
      }
      default -> throw new JqError("Cannot index %s with object".formatted(JqError.kind(value)));
    };
  }

  private static int bound(@Nullable Object given, int fallback, int size, boolean up) {
    if (given == null) {
      return fallback;
    }
    if (!(given instanceof Number number)) {
      throw new JqError("Start and end indices of an array slice must be numbers");
    }
    double exact = number.doubleValue() + (number.doubleValue() < 0 ? size : 0);
    double whole = up ? Math.ceil(exact) : Math.floor(exact);
    return (int) Math.max(0, Math.min(size, whole));
  }

  static @Nullable Object put(
      @Nullable Object value, List<?> path, int from, @Nullable Object last, Budget budget) {
    if (from == path.size()) {
      return last;
    }
    var step = path.get(from);
    if (step instanceof String name && (value == null || value instanceof Map<?, ?>)) {
      var map = JsonTree.objectOrEmpty(value);
      budget.grow(map.size() + 1L);
      var copy = new LinkedHashMap<String, @Nullable Object>(map);
      copy.put(name, put(map.get(name), path, from + 1, last, budget));
      return Collections.unmodifiableMap(copy);
    }
    if (step instanceof Number number && (value == null || value instanceof List<?>)) {
      var list = JsonTree.listOrEmpty(value);
      int place = place(number, list.size());
      if (place < 0) {
        throw new JqError("Out of bounds negative array index");
      }
      budget.grow(Math.max(list.size(), place + 1L));
      var copy = new ArrayList<@Nullable Object>(list);
      while (copy.size() <= place) {
        copy.add(null);
      }
      copy.set(place, put(copy.get(place), path, from + 1, last, budget));
      return Collections.unmodifiableList(copy);
    }
    throw new JqError(
        "Cannot update field at %s index of %s".formatted(JqError.kind(step), JqError.kind(value)));
  }

  /// The last ones first, so that those before keep their places.
  static @Nullable Object delete(
      @Nullable Object value, List<? extends List<@Nullable Object>> paths, Budget budget) {
    var sorted = new ArrayList<List<@Nullable Object>>(paths);
    sorted.sort((one, other) -> Order.compare(other, one, budget));
    Object left = value;
    List<@Nullable Object> before = null;
    for (var path : sorted) {
      if (!path.equals(before)) {
        left = delete(left, path, 0, budget);
      }
      before = path;
    }
    return left;
  }

  private static @Nullable Object delete(
      @Nullable Object value, List<?> path, int from, Budget budget) {
    budget.step();
    if (value == null || from == path.size()) {
      return null;
    }
    var step = path.get(from);
    boolean isLast = from == path.size() - 1;
    if (value instanceof Map<?, ?> map && step instanceof String name) {
      return map.containsKey(name)
          ? withoutMember(JsonTree.object(map), name, path, from, isLast, budget)
          : value;
    }
    if (value instanceof List<?> list && step instanceof Number number) {
      int place = place(number, list.size());
      return place < 0 || place >= list.size()
          ? value
          : withoutItem(list, place, path, from, isLast, budget);
    }
    if (value instanceof List<?> list && step instanceof Map<?, ?> bounds && isLast) {
      int start = bound(bounds.get(START), 0, list.size(), false);
      int end = Math.max(start, bound(bounds.get(END), list.size(), list.size(), true));
      budget.grow(list.size());
      var copy = new ArrayList<@Nullable Object>(list);
      copy.subList(start, end).clear();
      return Collections.unmodifiableList(copy);
    }
    throw new JqError(
        "Cannot delete field at %s index of %s".formatted(JqError.kind(step), JqError.kind(value)));
  }

  private static Object withoutMember(
      Map<String, @Nullable Object> map,
      String name,
      List<?> path,
      int from,
      boolean isLast,
      Budget budget) {
    budget.grow(map.size());
    var copy = new LinkedHashMap<String, @Nullable Object>(map);
    if (isLast) {
      copy.remove(name);
    } else {
      copy.put(name, delete(map.get(name), path, from + 1, budget));
    }
    return Collections.unmodifiableMap(copy);
  }

  private static Object withoutItem(
      List<?> list, int place, List<?> path, int from, boolean isLast, Budget budget) {
    budget.grow(list.size());
    var copy = new ArrayList<@Nullable Object>(list);
    if (isLast) {
      copy.remove(place);
    } else {
      copy.set(place, delete(list.get(place), path, from + 1, budget));
    }
    return Collections.unmodifiableList(copy);
  }
}
