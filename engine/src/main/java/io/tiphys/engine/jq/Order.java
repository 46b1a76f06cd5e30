package io.tiphys.engine.jq;

import io.tiphys.model.json.JsonTree;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The types of values, and their order: null, false, true, numbers, texts, lists, objects.
final class Order {

  private Order() {}

  /// As jq calls it.
  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "null";
      case Boolean _ -> "boolean";
      case Number _ -> "number";
      case String _ -> "string";
      case List<?> _ -> "array";
      default -> "object";
    };
  }

  static int compare(@Nullable Object one, @Nullable Object other, Budget budget) {
    budget.step();
    int byType = Integer.compare(rank(one), rank(other));
    if (byType != 0 || one == null || other == null) {
      return byType;
    }
    if (one instanceof Number left && other instanceof Number right) {
      return left instanceof Long a && right instanceof Long b
          ? Long.compare(a, b)
          : Double.compare(left.doubleValue() + 0.0, right.doubleValue() + 0.0);
    }
    if (one instanceof String left && other instanceof String right) {
      return left.compareTo(right);
    }
    if (one instanceof List<?> left && other instanceof List<?> right) {
      return items(left, right, budget);
    }
    if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
      return members(JsonTree.object(left), JsonTree.object(right), budget);
    }
    return 0;
  }

  private static int items(List<?> left, List<?> right, Budget budget) {
    for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
      int order = compare(left.get(i), right.get(i), budget);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.size(), right.size());
  }

  private static int members(
      Map<String, @Nullable Object> left, Map<String, @Nullable Object> right, Budget budget) {
    budget.grow(left.size() + (long) right.size());
    var one = new TreeMap<>(left);
    var other = new TreeMap<>(right);
    int byNames = items(List.copyOf(one.keySet()), List.copyOf(other.keySet()), budget);
    if (byNames != 0) {
      return byNames;
    }
    for (var name : one.keySet()) {
      int order = compare(one.get(name), other.get(name), budget);
      if (order != 0) {
        return order;
      }
    }
    return 0;
  }

  private static int rank(@Nullable Object value) {
    return switch (value) {
      case null -> 0;
      case Boolean flag -> flag ? 2 : 1;
      case Number _ -> 3;
      case String _ -> 4;
      case List<?> _ -> 5;
      default -> 6;
    };
  }
}
