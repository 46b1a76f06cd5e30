package io.tiphys.engine.jq;

import io.tiphys.model.json.JsonTree;
import org.jspecify.annotations.Nullable;

/// An error that an expression may catch.
final class JqError extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private static final int LONGEST = 200;

  final transient @Nullable Object value;

  JqError(@Nullable Object value) {
    super("", null, false, false);
    this.value = value;
  }

  String text() {
    return value instanceof String text ? text : shown(value);
  }

  /// What a value is, for a message: never what it holds, which may be a secret.
  static String kind(@Nullable Object value) {
    return Order.type(value);
  }

  private static String shown(@Nullable Object value) {
    String text = JsonTree.writeString(value);
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "...";
  }
}
