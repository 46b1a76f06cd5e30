package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// How a statement ends that does not simply go on to the next.
sealed interface Signal {

  record Return(@Nullable Object[] values) implements Signal {}

  record TailCall(LuaFunction function, @Nullable Object[] args) implements Signal {}

  record Goto(String label, int line) implements Signal {}

  record Break() implements Signal {}

  /// The only one.
  Signal BREAK = new Break();
}
