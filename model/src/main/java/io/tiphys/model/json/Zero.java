package io.tiphys.model.json;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the records' constructors put where nothing was said: Go's zero values, so that a record
/// has no null but where its type says so. Collections are copied; those copies keep the order and
/// may hold null where the type says so.
public final class Zero {

  private Zero() {}

  /// The text, or an empty one.
  public static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /// The value, or the given zero of its type.
  public static <T> T of(@Nullable T value, T zero) {
    return value == null ? zero : value;
  }

  /// The unknown members, or none.
  public static Unknown unknown(@Nullable Unknown value) {
    return value == null ? Unknown.NONE : value;
  }

  /// An unmodifiable copy, or an empty list.
  public static <T extends @Nullable Object> List<T> list(@Nullable List<T> value) {
    return value == null || value.isEmpty()
        ? List.of()
        : Collections.unmodifiableList(new ArrayList<>(value));
  }

  /// An unmodifiable copy, or an empty map.
  public static <T extends @Nullable Object> Map<String, T> map(@Nullable Map<String, T> value) {
    return value == null || value.isEmpty()
        ? Map.of()
        : Collections.unmodifiableMap(new LinkedHashMap<>(value));
  }

  /// An unmodifiable copy, or null: for what Go holds behind a pointer.
  public static <T> @Nullable List<T> listOrNull(@Nullable List<T> value) {
    return value == null ? null : list(value);
  }

  /// An unmodifiable copy, or null: for what Go holds behind a pointer.
  public static <T> @Nullable Map<String, T> mapOrNull(@Nullable Map<String, T> value) {
    return value == null ? null : map(value);
  }
}
