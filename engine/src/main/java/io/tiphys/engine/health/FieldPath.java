package io.tiphys.engine.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Where something stands in an object: `status.phase`, `status.parents[].conditions`. `[]` means
/// every item of a list, or every value of an object; `~` is a dot within a name.
record FieldPath(List<String> steps) {

  private static final String EACH = "[]";

  FieldPath {
    steps = List.copyOf(steps);
  }

  static FieldPath of(String text) {
    return new FieldPath(List.of(text.replace(EACH, "." + EACH).split("\\.")));
  }

  /// What stands there: at most one value unless the path has `[]`; nulls are left out.
  List<Object> in(Map<String, @Nullable Object> object) {
    var found = new ArrayList<Object>();
    collect(object, 0, found);
    return found;
  }

  private void collect(@Nullable Object value, int depth, List<Object> found) {
    if (value == null) {
      return;
    }
    if (depth == steps.size()) {
      found.add(value);
      return;
    }
    String step = steps.get(depth).replace('~', '.');
    if (step.equals(EACH)) {
      switch (value) {
        case List<?> list -> list.forEach(item -> collect(item, depth + 1, found));
        case Map<?, ?> map -> map.values().forEach(item -> collect(item, depth + 1, found));
        default -> {}
      }
    } else if (value instanceof Map<?, ?> map) {
      collect(map.get(step), depth + 1, found);
    }
  }

  /// The first scalar there as text; empty when there is none.
  String textIn(Map<String, @Nullable Object> object) {
    for (Object value : in(object)) {
      switch (value) {
        case String text -> {
          return text;
        }
        case Number number -> {
          return number.toString();
        }
        case Boolean flag -> {
          return flag.toString();
        }
        default -> {}
      }
    }
    return "";
  }

  /// The sum of the numbers there, also of those that are written as text; 0 when there is none.
  double numberIn(Map<String, @Nullable Object> object) {
    return in(object).stream().mapToDouble(FieldPath::number).sum();
  }

  private static double number(Object value) {
    try {
      return value instanceof Number number
          ? number.doubleValue()
          : Double.parseDouble(value.toString());
    } catch (NumberFormatException notANumber) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return String.join(".", steps).replace("." + EACH, EACH);
  }
}
