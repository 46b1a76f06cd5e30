package io.tiphys.engine.lua;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Which functions a script finds. Without open libraries it has what Argo CD gives: the base
/// functions, `table`, and the time of `os`. What would reach files, processes or other code
/// (`dofile`, `loadfile`, `io`, `debug`, `package.loadlib`, the rest of `os`) is never there.
final class Libraries {

  private Libraries() {}

  static void open(LuaState state, boolean openLibraries) {
    LuaTable loaded = new LuaTable();
    add(state, state.globals, BaseLibrary.FUNCTIONS);
    state.globals.set(state.budget(), "_G", state.globals);
    state.globals.set(state.budget(), "_VERSION", "Lua 5.1");
    library(state, loaded, "table", TableLibrary.FUNCTIONS);
    library(state, loaded, "os", OsLibrary.FUNCTIONS);
    if (openLibraries) {
      LuaTable string = library(state, loaded, "string", StringLibrary.FUNCTIONS);
      LuaTable metatable = new LuaTable();
      metatable.set(state.budget(), "__index", string);
      state.stringMetatable = metatable;
      LuaTable math = library(state, loaded, "math", MathLibrary.functions());
      math.set(state.budget(), "pi", Math.PI);
      math.set(state.budget(), "huge", Double.POSITIVE_INFINITY);
    }
    state.globals.set(
        state.budget(),
        "require",
        new LuaFunction.BuiltIn(
            "require",
            args -> {
              Object library = loaded.get(args.text(1));
              if (library == null) {
                throw args.state().error("module '" + args.text(1) + "' not found");
              }
              return Args.one(library);
            }));
  }

  private static LuaTable library(
      LuaState state,
      LuaTable loaded,
      String name,
      Map<String, LuaFunction.BuiltIn.Body> functions) {
    LuaTable library = new LuaTable();
    add(state, library, functions);
    state.globals.set(state.budget(), name, library);
    loaded.set(state.budget(), name, library);
    return library;
  }

  private static void add(
      LuaState state, LuaTable library, Map<String, LuaFunction.BuiltIn.Body> functions) {
    functions.forEach(
        (name, body) -> library.set(state.budget(), name, new LuaFunction.BuiltIn(name, body)));
  }

  static @Nullable Object[] pair(@Nullable Object one, @Nullable Object other) {
    return new @Nullable Object[] {one, other};
  }
}
