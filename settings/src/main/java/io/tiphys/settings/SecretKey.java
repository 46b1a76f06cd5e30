package io.tiphys.settings;

import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/// One key of a Secret, and the part of a record that it holds.
///
/// @param <R> the record
/// @param <B> its builder
sealed interface SecretKey<R, B> {

  /// In the Secret's data.
  String key();

  /// As it is written; empty for what a record says when the key is absent.
  String written(R from);

  /// @throws NumberFormatException when the text is no number and has to be one
  void read(String text, B into);

  /// Any text.
  record Text<R, B>(String key, Function<R, String> get, BiConsumer<B, String> set)
      implements SecretKey<R, B> {
    @Override
    public String written(R from) {
      return get.apply(from);
    }

    @Override
    public void read(String text, B into) {
      set.accept(into, text);
    }
  }

  /// `true` or `1`, or anything else for false.
  record Flag<R, B>(String key, Predicate<R> get, BiConsumer<B, Boolean> set)
      implements SecretKey<R, B> {
    @Override
    public String written(R from) {
      return get.test(from) ? "true" : "";
    }

    @Override
    public void read(String text, B into) {
      String stripped = text.strip();
      set.accept(into, stripped.equalsIgnoreCase("true") || stripped.equals("1"));
    }
  }

  /// A whole number.
  record Whole<R, B>(String key, ToLongFunction<R> get, BiConsumer<B, Long> set)
      implements SecretKey<R, B> {
    @Override
    public String written(R from) {
      long value = get.applyAsLong(from);
      return value == 0 ? "" : Long.toString(value);
    }

    @Override
    public void read(String text, B into) {
      String stripped = text.strip();
      set.accept(into, stripped.isEmpty() ? 0 : Long.parseLong(stripped));
    }
  }

  /// Writes a part into a Secret's data. What says nothing is left out, unless the key is there
  /// already: then it is written, so that what stood there is gone.
  default void write(R from, Map<String, String> data) {
    String text = written(from);
    if (!text.isEmpty()) {
      data.put(key(), text);
    } else if (data.containsKey(key())) {
      data.put(key(), zero());
    }
  }

  private String zero() {
    return switch (this) {
      case Text<R, B> text -> "";
      case Flag<R, B> flag -> "false";
      case Whole<R, B> whole -> "0";
    };
  }
}
