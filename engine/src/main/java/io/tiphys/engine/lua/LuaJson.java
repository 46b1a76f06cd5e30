package io.tiphys.engine.lua;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// JSON trees as values of Lua, and back.
final class LuaJson {

  private static final int DEPTH = 100;

  private LuaJson() {}

  /// A text as Lua sees it: one char a byte of its UTF-8.
  static String bytes(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
      }
    }
    return text;
  }

  /// The other way round.
  static String text(String bytes) {
    for (int i = 0; i < bytes.length(); i++) {
      if (bytes.charAt(i) >= 0x80) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
      }
    }
    return bytes;
  }

  static @Nullable Object read(LuaState state, @Nullable Object tree) {
    return switch (tree) {
      case String text -> bytes(text);
      case Boolean flag -> flag;
      case Number number -> number.doubleValue();
      case List<?> list -> {
        LuaTable table = new LuaTable();
        for (int i = 0; i < list.size(); i++) {
          Object value = read(state, list.get(i));
          if (value != null) {
            table.set(state.budget(), (double) (i + 1), value);
          }
        }
        yield table;
      }
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        table.isObject = true;
        JsonTree.object(map)
            .forEach((name, member) -> {
              Object value = read(state, member);
              if (value != null) {
                table.set(state.budget(), bytes(name), value);
              }
            });
        yield table;
      }
      case null, default -> null;
    };
  }

  /// @throws LuaError when the value has no JSON: a function, a table that is list and object at
  ///   once, or one that holds itself
  static @Nullable Object write(LuaState state, @Nullable Object value) {
    return write(state, value, new IdentityHashMap<>());
  }

  private static @Nullable Object write(
      LuaState state, @Nullable Object value, Map<LuaTable, Boolean> above) {
    return switch (value) {
      case null -> null;
      case Boolean flag -> flag;
      case String text -> {
        state.budget().allocate(text.length() + 32L); // one text may stand in many places
        yield text(text);
      }
      case Double number -> number(number);
      case LuaTable table -> {
        if (above.put(table, true) != null || above.size() > DEPTH) {
          throw new LuaError("cannot encode recursively nested tables to JSON");
        }
        Object tree = table(state, table, above);
        above.remove(table);
        yield tree;
      }
      default -> throw new LuaError("cannot encode " + LuaValue.type(value) + " to JSON");
    };
  }

  private static Object number(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new LuaError("cannot encode " + LuaValue.text(number) + " to JSON");
    }
    long whole = (long) number;
    return whole == number ? (Object) whole : (Object) number;
  }

  private static Object table(LuaState state, LuaTable table, Map<LuaTable, Boolean> above) {
    state.budget().allocate(96);
    LuaTable.Entry entry = table.next(null);
    if (entry == null) {
      return table.isObject ? Map.of() : List.of();
    }
    if (entry.key() instanceof Double) {
      return list(state, table, entry, above);
    }
    var object = new LinkedHashMap<String, @Nullable Object>();
    while (entry != null) {
      state.budget().step();
      if (!(entry.key() instanceof String name)) {
        throw new LuaError("cannot encode mixed or invalid key types");
      }
      state.budget().allocate(64);
      object.put(text(name), write(state, entry.value(), above));
      entry = table.next(entry.key());
    }
    return object;
  }

  private static List<@Nullable Object> list(
      LuaState state, LuaTable table, LuaTable.Entry first, Map<LuaTable, Boolean> above) {
    var list = new ArrayList<@Nullable Object>();
    LuaTable.Entry entry = first;
    while (entry != null) {
      state.budget().step();
      if (!(entry.key() instanceof Double index)) {
        throw new LuaError("cannot encode mixed or invalid key types");
      }
      if (index != list.size() + 1) {
        throw new LuaError("cannot encode sparse array");
      }
      list.add(write(state, entry.value(), above));
      entry = table.next(entry.key());
    }
    return list;
  }
}
