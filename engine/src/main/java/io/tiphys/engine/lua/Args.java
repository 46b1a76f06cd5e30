package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// The arguments of a function that comes with the language, checked as Lua checks them. They count
/// from 1.
record Args(LuaState state, String function, @Nullable Object[] all) {

  int count() {
    return all.length;
  }

  @Nullable Object get(int number) {
    return number <= all.length ? all[number - 1] : null;
  }

  @Nullable Object[] from(int number) {
    return number > all.length
        ? LuaState.NOTHING
        : java.util.Arrays.copyOfRange(all, number - 1, all.length);
  }

  @Nullable Object any(int number) {
    if (number > all.length) {
      throw bad(number, "value expected");
    }
    return all[number - 1];
  }

  LuaTable table(int number) {
    if (get(number) instanceof LuaTable table) {
      return table;
    }
    throw wrongType(number, "table");
  }

  LuaFunction function(int number) {
    if (get(number) instanceof LuaFunction function) {
      return function;
    }
    throw wrongType(number, "function");
  }

  String text(int number) {
    return switch (get(number)) {
      case String text -> text;
      case Double value -> LuaValue.text(value);
      case null, default -> throw wrongType(number, "string");
    };
  }

  String text(int number, String otherwise) {
    return get(number) == null ? otherwise : text(number);
  }

  double number(int number) {
    Double value = LuaValue.number(get(number));
    if (value == null) {
      throw wrongType(number, "number");
    }
    return value;
  }

  /// As C turns it into an int.
  int integer(int number) {
    return (int) number(number);
  }

  int integer(int number, int otherwise) {
    return get(number) == null ? otherwise : integer(number);
  }

  LuaError wrongType(int number, String expected) {
    String got = number > all.length ? "no value" : LuaValue.type(get(number));
    return bad(number, expected + " expected, got " + got);
  }

  LuaError bad(int number, String why) {
    return state.error("bad argument #%d to '%s' (%s)".formatted(number, function, why));
  }

  /// What a function returns that returns one value.
  static @Nullable Object[] one(@Nullable Object value) {
    return new @Nullable Object[] {value};
  }
}
