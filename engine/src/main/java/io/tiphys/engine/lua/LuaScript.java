package io.tiphys.engine.lua;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A script that was read and can be run any number of times, by any thread, each time in a world
/// of its own.
public final class LuaScript {

  /// In characters: what a script says of an object stands in its Application's status, too.
  private static final int LONGEST_ERROR = 4096;

  private final Prototype main;

  private LuaScript(Prototype main) {
    this.main = main;
  }

  /// @param chunk what errors call the script, such as `health.lua`
  /// @throws LuaSyntaxException when the text is no Lua 5.1
  public static LuaScript parse(String chunk, String text) {
    try {
      return new LuaScript(Parser.parse(chunk, LuaJson.bytes(text)));
    } catch (StackOverflowError tooDeep) {
      throw new LuaSyntaxException(chunk + ": the script is nested too deeply");
    }
  }

  /// @param globals values by name, as JSON trees
  /// @param openLibraries whether `string` and `math` are there, too; `table` and a part of `os`
  ///   always are
  public LuaResult run(
      Map<String, ? extends @Nullable Object> globals, boolean openLibraries, LuaLimits limits) {
    var budget = new Budget(limits);
    var state = new LuaState(budget);
    try {
      Libraries.open(state, openLibraries);
      globals.forEach((name, tree) -> {
        Object value = LuaJson.read(state, tree);
        if (value != null) {
          state.globals.set(budget, name, value);
        }
      });
      var function = new LuaFunction.Closure(main, new Cell[0], state.globals);
      @Nullable Object[] values = function.call(state, LuaState.NOTHING);
      Object value = LuaState.first(values);
      return new LuaResult.Returned(LuaValue.type(value), LuaJson.write(state, value));
    } catch (LuaError e) {
      String words = words(e);
      return new LuaResult.Failed(
          LuaJson.text(
              words.length() > LONGEST_ERROR ? words.substring(0, LONGEST_ERROR) + "..." : words));
    } catch (LimitReached e) {
      return stopped(String.valueOf(e.getMessage()));
    } catch (StackOverflowError tooDeep) {
      return stopped("its calls are nested too deeply");
    }
  }

  private LuaResult stopped(String why) {
    return new LuaResult.Failed(main.chunk() + ": the script was stopped: " + why);
  }

  private static String words(LuaError error) {
    Object value = error.value();
    return switch (value) {
      case String text -> text;
      case Double number -> LuaValue.text(number);
      case null, default -> "(error object is a " + LuaValue.type(value) + " value)";
    };
  }
}
