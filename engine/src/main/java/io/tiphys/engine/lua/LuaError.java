package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// An error that a script may catch (`error`, and what goes wrong while it runs).
final class LuaError extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient @Nullable Object value;

  /// @param value any value of Lua
  LuaError(@Nullable Object value) {
    super(value instanceof String text ? text : null, null, false, false);
    this.value = value;
  }

  @Nullable Object value() {
    return value;
  }
}
