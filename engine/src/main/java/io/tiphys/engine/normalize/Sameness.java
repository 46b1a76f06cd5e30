package io.tiphys.engine.normalize;

import io.tiphys.engine.schema.Schema;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.time.GoDuration;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Whether two values are one to the API server, although they are written differently.
public final class Sameness {

  private Sameness() {}

  /// Whether the API server would keep the same for both: amounts, numbers, base64, members that
  /// are empty or have their default. Items of a list are compared place by place.
  ///
  /// @param schema what is known of the field; null when nothing is
  public static boolean same(
      @Nullable Object one, @Nullable Object other, @Nullable Schema schema) {
    if (one == other) {
      return true;
    }
    if (one == null || other == null) {
      return sameAsAbsent(one == null ? other : one, schema);
    }
    if (one instanceof Map<?, ?> left && other instanceof Map<?, ?> right) {
      return sameMembers(JsonTree.object(left), JsonTree.object(right), schema);
    }
    if (one instanceof List<?> left && other instanceof List<?> right) {
      return sameItems(left, right, schema == null ? null : schema.items());
    }
    return sameScalar(one, other, schema);
  }

  private static boolean sameMembers(
      Map<String, @Nullable Object> left,
      Map<String, @Nullable Object> right,
      @Nullable Schema schema) {
    for (var member : left.entrySet()) {
      var inside = schema == null ? null : schema.member(member.getKey());
      if (!same(member.getValue(), right.get(member.getKey()), inside)) {
        return false;
      }
    }
    for (var member : right.entrySet()) {
      if (!left.containsKey(member.getKey())
          && !sameAsAbsent(
              member.getValue(), schema == null ? null : schema.member(member.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameItems(List<?> left, List<?> right, @Nullable Schema item) {
    if (left.size() != right.size()) {
      return false;
    }
    for (int i = 0; i < left.size(); i++) {
      if (!same(left.get(i), right.get(i), item)) {
        return false;
      }
    }
    return true;
  }

  /// The same for two values that are neither objects nor lists.
  public static boolean sameScalar(Object one, Object other, @Nullable Schema schema) {
    if (one.equals(other)) {
      return true;
    }
    if (one instanceof Number left && other instanceof Number right) {
      return left.doubleValue() == right.doubleValue();
    }
    if (schema == null) {
      return false;
    }
    if (schema.dropsZero() && isZero(one) != isZero(other)) {
      return sameAsAbsent(isZero(one) ? other : one, schema);
    }
    if (schema.isQuantity()) {
      return Quantity.same(one, other);
    }
    if (one instanceof String left && other instanceof String right) {
      return (schema.isBytes() && withoutLines(left).equals(withoutLines(right)))
          || (schema.isTimestamp() && sameInstant(left, right))
          || (schema.isDuration() && sameDuration(left, right));
    }
    return false;
  }

  /// Whether the API server keeps nothing for this value, or fills it in by itself.
  public static boolean sameAsAbsent(@Nullable Object value, @Nullable Schema schema) {
    if (value == null) {
      return true;
    }
    if (schema == null) {
      return false;
    }
    var byDefault = schema.defaultValue();
    if (byDefault != null && same(value, byDefault, schema)) {
      return true;
    }
    return switch (value) {
      case List<?> list -> list.isEmpty() && schema.isTyped();
      case Map<?, ?> map -> map.isEmpty() && schema.isTyped() && schema.isMap();
      case Object scalar -> schema.dropsZero() && isZero(scalar);
    };
  }

  /// Whether the value is `""`, `0` or `false`.
  public static boolean isZero(Object value) {
    return switch (value) {
      case String text -> text.isEmpty();
      case Number number -> number.doubleValue() == 0;
      case Boolean flag -> !flag;
      default -> false;
    };
  }

  /// Base64 as Go reads it: line breaks mean nothing.
  private static String withoutLines(String base64) {
    return base64.indexOf('\n') < 0 && base64.indexOf('\r') < 0
        ? base64
        : base64.replace("\n", "").replace("\r", "");
  }

  private static boolean sameDuration(String left, String right) {
    var duration = GoDuration.parse(left);
    return duration.isPresent() && duration.equals(GoDuration.parse(right));
  }

  private static boolean sameInstant(String left, String right) {
    try {
      return OffsetDateTime.parse(left).toInstant().equals(OffsetDateTime.parse(right).toInstant());
    } catch (DateTimeException noTime) {
      return false;
    }
  }
}
