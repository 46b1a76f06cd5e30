package io.tiphys.engine.lua;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The functions that stand in no library.
final class BaseLibrary {

  private static final int MANY = 7_000; // as Lua's stack has room for

  static final Map<String, LuaFunction.BuiltIn.Body> FUNCTIONS =
      Map.ofEntries(
          Map.entry("assert", BaseLibrary::check),
          Map.entry("collectgarbage", args -> Args.one(0.0)),
          Map.entry("error", BaseLibrary::error),
          Map.entry("getfenv", BaseLibrary::environment),
          Map.entry("getmetatable", BaseLibrary::metatable),
          Map.entry("ipairs", BaseLibrary::ipairs),
          Map.entry("load", BaseLibrary::load),
          Map.entry("loadstring", BaseLibrary::loadString),
          Map.entry("next", BaseLibrary::next),
          Map.entry("pairs", BaseLibrary::pairs),
          Map.entry("pcall", BaseLibrary::pcall),
          Map.entry("print", args -> LuaState.NOTHING), // nobody listens
          Map.entry("rawequal", BaseLibrary::rawEqual),
          Map.entry("rawget", BaseLibrary::rawGet),
          Map.entry("rawset", BaseLibrary::rawSet),
          Map.entry("select", BaseLibrary::select),
          Map.entry("setfenv", BaseLibrary::setEnvironment),
          Map.entry("setmetatable", BaseLibrary::setMetatable),
          Map.entry("tonumber", BaseLibrary::number),
          Map.entry("tostring", args -> Args.one(args.state().text(args.any(1)))),
          Map.entry("type", args -> Args.one(LuaValue.type(args.any(1)))),
          Map.entry("unpack", BaseLibrary::unpack),
          Map.entry("xpcall", BaseLibrary::xpcall));

  private BaseLibrary() {}

  private static @Nullable Object[] check(Args args) {
    if (LuaValue.isTrue(args.any(1))) {
      return args.all();
    }
    throw new LuaError(args.text(2, "assertion failed!"));
  }

  private static @Nullable Object[] error(Args args) {
    Object value = args.get(1);
    int level = args.integer(2, 1);
    throw new LuaError(
        value instanceof String text && level > 0
            ? args.state().budget().text(args.state().where(level) + text)
            : value);
  }

  private static LuaFunction.@Nullable Closure closure(Args args) {
    if (args.get(1) instanceof LuaFunction function) {
      return function instanceof LuaFunction.Closure closure ? closure : null;
    }
    int level = args.integer(1, 1);
    Frame frame = args.state().frame(level);
    if (level < 0 || level > 0 && frame == null) {
      throw args.bad(1, "invalid level");
    }
    return frame == null ? null : frame.closure;
  }

  private static @Nullable Object[] environment(Args args) {
    LuaFunction.Closure closure = closure(args);
    return Args.one(closure == null ? args.state().globals : closure.environment);
  }

  private static @Nullable Object[] setEnvironment(Args args) {
    LuaTable environment = args.table(2);
    LuaFunction.Closure closure = closure(args);
    if (closure == null) {
      throw args.state().error("'setfenv' cannot change environment of given object");
    }
    closure.environment = environment;
    return Args.one(closure);
  }

  private static @Nullable Object[] metatable(Args args) {
    LuaTable metatable = args.state().metatable(args.any(1));
    Object shown = metatable == null ? null : metatable.get("__metatable");
    return Args.one(shown == null ? metatable : shown);
  }

  private static @Nullable Object[] setMetatable(Args args) {
    LuaTable table = args.table(1);
    if (args.get(2) != null && !(args.get(2) instanceof LuaTable) || args.count() < 2) {
      throw args.bad(2, "nil or table expected");
    }
    if (table.metatable != null && table.metatable.get("__metatable") != null) {
      throw args.state().error("cannot change a protected metatable");
    }
    table.metatable = args.get(2) instanceof LuaTable metatable ? metatable : null;
    return Args.one(table);
  }

  private static final LuaFunction.BuiltIn NEXT_ITEM =
      new LuaFunction.BuiltIn(
          "ipairs",
          args -> {
            LuaTable table = args.table(1);
            int index = args.integer(2) + 1;
            Object value = table.item(index);
            return value == null ? Args.one(null) : Libraries.pair((double) index, value);
          });

  private static final LuaFunction.BuiltIn NEXT =
      new LuaFunction.BuiltIn("next", BaseLibrary::next);

  private static @Nullable Object[] ipairs(Args args) {
    return new @Nullable Object[] {NEXT_ITEM, args.table(1), 0.0};
  }

  private static @Nullable Object[] pairs(Args args) {
    return new @Nullable Object[] {NEXT, args.table(1), null};
  }

  private static @Nullable Object[] next(Args args) {
    args.state().look(args.get(2));
    LuaTable.Entry entry = args.table(1).next(args.get(2));
    return entry == null ? Args.one(null) : Libraries.pair(entry.key(), entry.value());
  }

  private static @Nullable Object[] loadString(Args args) {
    return compile(args, args.text(1), args.text(2, args.text(1)));
  }

  private static @Nullable Object[] load(Args args) {
    var text = new StringBuilder();
    while (LuaState.first(args.state().call(args.function(1))) instanceof String piece
        && !piece.isEmpty()) {
      args.state().budget().allocate(piece.length());
      text.append(piece);
    }
    return compile(args, text.toString(), args.text(2, "=(load)"));
  }

  private static @Nullable Object[] compile(Args args, String text, String name) {
    args.state().budget().allocate(text.length() * 64L);
    String line = name.lines().findFirst().orElse("");
    String chunk =
        name.startsWith("=") || name.startsWith("@")
            ? name.substring(1)
            : "[string \"" + (line.length() < name.length() ? line + "..." : line) + "\"]";
    try {
      var prototype = Parser.parse(chunk, text);
      return Args.one(new LuaFunction.Closure(prototype, new Cell[0], args.state().globals));
    } catch (LuaSyntaxException e) {
      return Libraries.pair(null, e.getMessage());
    }
  }

  private static @Nullable Object[] pcall(Args args) {
    args.any(1);
    return guarded(args, args.from(2), null);
  }

  private static @Nullable Object[] xpcall(Args args) {
    args.any(2);
    return guarded(args, LuaState.NOTHING, args.get(2));
  }

  /// @param handler is given the error; null for none
  private static @Nullable Object[] guarded(
      Args args, @Nullable Object[] given, @Nullable Object handler) {
    LuaState state = args.state();
    int depth = state.depth();
    int builtIns = state.builtInDepth();
    try {
      @Nullable Object[] values = state.call(args.get(1), given);
      @Nullable Object[] all = new @Nullable Object[values.length + 1];
      all[0] = true;
      System.arraycopy(values, 0, all, 1, values.length);
      return all;
    } catch (LuaError e) {
      state.unwind(depth, builtIns);
      state.budget().steps(10);
      Object value = handler == null ? e.value() : LuaState.first(state.call(handler, e.value()));
      return Libraries.pair(false, value);
    }
  }

  private static @Nullable Object[] rawEqual(Args args) {
    args.state().look(args.any(1));
    return Args.one(isRawEqual(args.get(1), args.any(2)));
  }

  private static @Nullable Object[] rawGet(Args args) {
    LuaTable table = args.table(1);
    args.state().look(args.any(2));
    return Args.one(table.get(args.get(2)));
  }

  private static boolean isRawEqual(@Nullable Object a, @Nullable Object b) {
    return a instanceof Double one && b instanceof Double other
        ? one.doubleValue() == other.doubleValue()
        : a == null ? b == null : a.equals(b);
  }

  private static @Nullable Object[] rawSet(Args args) {
    args.state().rawSet(args.table(1), args.any(2), args.any(3));
    return Args.one(args.get(1));
  }

  private static @Nullable Object[] select(Args args) {
    if ("#".equals(args.get(1))) {
      return Args.one((double) (args.count() - 1));
    }
    int from = args.integer(1);
    int start = from < 0 ? args.count() + from + 1 : from + 1;
    if (from == 0 || start < 2) {
      throw args.bad(1, "index out of range");
    }
    return args.from(start);
  }

  private static @Nullable Object[] number(Args args) {
    int base = args.integer(2, 10);
    if (base == 10) {
      args.any(1);
      return Args.one(LuaValue.number(args.get(1)));
    }
    if (base < 2 || base > 36) {
      throw args.bad(2, "base out of range");
    }
    if (args.text(1).length() > LuaValue.LONGEST_NUMBER) {
      return Args.one(null);
    }
    String digits = LuaValue.strip(args.text(1));
    boolean isNegative = digits.startsWith("-");
    String plain = isNegative ? digits.substring(1) : digits;
    if (base == 16 && (plain.startsWith("0x") || plain.startsWith("0X"))) {
      plain = plain.substring(2);
    }
    Double value = LuaValue.inBase(plain, base);
    return Args.one(value == null || !isNegative ? value : (Double) (-value));
  }

  private static @Nullable Object[] unpack(Args args) {
    LuaTable table = args.table(1);
    long from = args.integer(2, 1);
    long to = args.get(3) == null ? table.length() : args.integer(3);
    if (from > to) {
      return LuaState.NOTHING;
    }
    if (to - from >= MANY) {
      throw args.state().error("too many results to unpack");
    }
    @Nullable Object[] values = new @Nullable Object[(int) (to - from + 1)];
    args.state().budget().allocate(8L * values.length);
    for (int i = 0; i < values.length; i++) {
      values[i] = table.item((int) from + i);
    }
    return values;
  }
}
