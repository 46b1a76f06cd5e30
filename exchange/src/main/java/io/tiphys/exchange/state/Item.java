package io.tiphys.exchange.state;

import java.util.function.Function;
import java.util.function.Supplier;

/// One object of a state that is written, made only when its piece is.
///
/// @param key tells it from the others; decides on its piece
/// @param stamp another text whenever the value is another one
/// @param value is asked when something in its piece changed; must not throw
public record Item<T extends Record>(String key, String stamp, Supplier<T> value) {

  /// One that is made by a function.
  public static <S, T extends Record> Item<T> of(
      String key, String stamp, S source, Function<S, T> made) {
    return new Item<>(key, stamp, () -> made.apply(source));
  }
}
