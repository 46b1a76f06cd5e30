package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// What became of a run.
public sealed interface LuaResult {

  /// The script returned.
  ///
  /// @param type of the first value, as Lua calls it: `table`, `nil`, `string` ...
  /// @param tree the value as a JSON tree; a table is a list when it has items, or is empty and was
  ///   not read from an object
  record Returned(String type, @Nullable Object tree) implements LuaResult {}

  /// It did not: an error that it raised, or a limit that it met, in words for its author.
  record Failed(String message) implements LuaResult {}
}
