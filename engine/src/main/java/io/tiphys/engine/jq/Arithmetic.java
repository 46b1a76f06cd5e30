package io.tiphys.engine.jq;

import io.tiphys.model.json.JsonTree;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What operators do to values.
final class Arithmetic {

  private Arithmetic() {}

  static @Nullable Object of(
      String operator, @Nullable Object one, @Nullable Object other, Budget budget) {
    return switch (operator) {
      case "==" -> Order.compare(one, other, budget) == 0;
      case "!=" -> Order.compare(one, other, budget) != 0;
      case "<" -> Order.compare(one, other, budget) < 0;
      case "<=" -> Order.compare(one, other, budget) <= 0;
      case ">" -> Order.compare(one, other, budget) > 0;
      case ">=" -> Order.compare(one, other, budget) >= 0;
      case "+" -> plus(one, other, budget);
      case "-" -> minus(one, other, budget);
      case "*" -> times(one, other, budget);
      case "/" -> divided(one, other, budget);
      default -> remainder(one, other);
    };
  }

  static @Nullable Object plus(@Nullable Object one, @Nullable Object other, Budget budget) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    if (one instanceof Long a && other instanceof Long b) {
      long sum = a + b;
      return ((a ^ sum) & (b ^ sum)) < 0 ? (Object) (a.doubleValue() + b) : (Object) sum;
    }
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() + b.doubleValue();
    }
    if (one instanceof String a && other instanceof String b) {
      budget.grow(a.length() + (long) b.length());
      return a + b;
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      budget.grow(a.size() + (long) b.size());
      var both = new ArrayList<@Nullable Object>(a);
      both.addAll(b);
      return Collections.unmodifiableList(both);
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      budget.grow(a.size() + (long) b.size());
      var both = new LinkedHashMap<>(JsonTree.object(a));
      both.putAll(JsonTree.object(b));
      return Collections.unmodifiableMap(both);
    }
    throw cannot(one, other, "added");
  }

  private static Object minus(@Nullable Object one, @Nullable Object other, Budget budget) {
    if (one instanceof Long a && other instanceof Long b) {
      long rest = a - b;
      return ((a ^ b) & (a ^ rest)) < 0 ? (Object) (a.doubleValue() - b) : (Object) rest;
    }
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() - b.doubleValue();
    }
    if (one instanceof List<?> a && other instanceof List<?> b) {
      var rest = new ArrayList<@Nullable Object>();
      for (var item : a) {
        if (b.stream().noneMatch(gone -> Order.compare(item, gone, budget) == 0)) {
          budget.grow(1);
          rest.add(item);
        }
      }
      return Collections.unmodifiableList(rest);
    }
    throw cannot(one, other, "subtracted");
  }

  private static @Nullable Object times(
      @Nullable Object one, @Nullable Object other, Budget budget) {
    if (one instanceof Long a && other instanceof Long b) {
      long high = Math.multiplyHigh(a, b);
      long low = a * b;
      boolean fits = (high == 0 && low >= 0) || (high == -1 && low < 0);
      return fits ? (Object) low : (Object) (a.doubleValue() * b);
    }
    if (one instanceof Number a && other instanceof Number b) {
      return a.doubleValue() * b.doubleValue();
    }
    if (one instanceof String text && other instanceof Number times) {
      return repeated(text, times.doubleValue(), budget);
    }
    if (one instanceof Number times && other instanceof String text) {
      return repeated(text, times.doubleValue(), budget);
    }
    if (one instanceof Map<?, ?> a && other instanceof Map<?, ?> b) {
      return merged(JsonTree.object(a), JsonTree.object(b), budget);
    }
    throw cannot(one, other, "multiplied");
  }

  private static @Nullable Object repeated(String text, double times, Budget budget) {
    if (times <= 0 || Double.isNaN(times)) {
      return null;
    }
    long count = Math.max(1, (long) Math.min(times, Integer.MAX_VALUE));
    budget.grow(text.length() * count);
    return text.repeat((int) count);
  }

  private static Map<String, @Nullable Object> merged(
      Map<String, @Nullable Object> one, Map<String, @Nullable Object> other, Budget budget) {
    budget.grow(one.size() + (long) other.size());
    var both = new LinkedHashMap<String, @Nullable Object>(one);
    other.forEach((name, value) -> {
      var known = both.get(name);
      both.put(
          name,
          known instanceof Map<?, ?> a && value instanceof Map<?, ?> b
              ? merged(JsonTree.object(a), JsonTree.object(b), budget)
              : value);
    });
    return Collections.unmodifiableMap(both);
  }

  private static Object divided(@Nullable Object one, @Nullable Object other, Budget budget) {
    if (one instanceof Number a && other instanceof Number b) {
      if (b.doubleValue() == 0) {
        throw cannot(one, other, "divided because the divisor is zero");
      }
      return a instanceof Long x && b instanceof Long y && y != -1 && x % y == 0
          ? (Object) (x / y)
          : (Object) (a.doubleValue() / b.doubleValue());
    }
    if (one instanceof String text && other instanceof String separator) {
      return Texts.split(text, separator, budget);
    }
    throw cannot(one, other, "divided");
  }

  private static Object remainder(@Nullable Object one, @Nullable Object other) {
    if (!(one instanceof Number a) || !(other instanceof Number b)) {
      throw cannot(one, other, "divided");
    }
    if (b.longValue() == 0) {
      throw cannot(one, other, "divided because the divisor is zero");
    }
    long size = Math.abs(b.longValue());
    return a.longValue() % (size < 0 ? Long.MAX_VALUE : size);
  }

  private static JqError cannot(@Nullable Object one, @Nullable Object other, String what) {
    return new JqError(
        "%s and %s cannot be %s".formatted(JqError.kind(one), JqError.kind(other), what));
  }
}
