package io.tiphys.engine.lua;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One run: its globals, its calls, and what operators do beyond plain values (metatables).
final class LuaState {

  static final @Nullable Object[] NOTHING = new @Nullable Object[0];

  /// As Lua limits calls of C functions; more need no loop of health checks.
  private static final int CALLS = 200;

  private static final int META_CHAIN = 100;

  private final Budget budget;
  private final List<Frame> frames = new ArrayList<>();
  private int builtInDepth;

  final LuaTable globals = new LuaTable();

  /// Of all strings.
  @Nullable LuaTable stringMetatable;

  LuaState(Budget budget) {
    this.budget = budget;
  }

  Budget budget() {
    return budget;
  }

  void enter(Frame frame) {
    if (frames.size() + builtInDepth >= CALLS) {
      throw error("stack overflow");
    }
    budget.steps(2);
    frames.add(frame);
  }

  void leave() {
    frames.removeLast();
  }

  /// The call of a Lua function that is now; 1 is the innermost.
  @Nullable Frame frame(int level) {
    int index = frames.size() - level;
    return index >= 0 && index < frames.size() ? frames.get(index) : null;
  }

  /// Where the script is, such as `health.lua:3: `; empty outside.
  String where(int level) {
    Frame frame = frame(level);
    return frame == null ? "" : frame.closure.prototype.chunk() + ":" + frame.line + ": ";
  }

  LuaError error(String message) {
    return new LuaError(budget.text(where(1) + message));
  }

  @Nullable LuaTable metatable(@Nullable Object value) {
    return switch (value) {
      case LuaTable table -> table.metatable;
      case String text -> stringMetatable;
      case null, default -> null;
    };
  }

  @Nullable Object metamethod(@Nullable Object value, String event) {
    LuaTable metatable = metatable(value);
    return metatable == null ? null : metatable.get(event);
  }

  LuaTable newTable() {
    budget.allocate(96);
    return new LuaTable();
  }

  /// @param what how an error names the value; empty for not at all
  @Nullable Object index(@Nullable Object value, @Nullable Object key, String what) {
    Object at = value;
    for (int i = 0; i < META_CHAIN; i++) {
      Object handler;
      if (at instanceof LuaTable table) {
        look(key);
        Object found = table.get(key);
        if (found != null || table.metatable == null) {
          return found;
        }
        handler = table.metatable.get("__index");
        if (handler == null) {
          return null;
        }
      } else {
        handler = metamethod(at, "__index");
        if (handler == null) {
          throw error("attempt to index " + named(i == 0 ? what : "", at));
        }
      }
      if (handler instanceof LuaFunction function) {
        return first(call(function, at, key));
      }
      at = handler;
    }
    throw error("loop in gettable");
  }

  /// A key is compared with the one that is there: to be asked before.
  void look(@Nullable Object key) {
    if (key instanceof String text) {
      budget.read(text);
    }
  }

  void setIndex(
      @Nullable Object value, @Nullable Object key, @Nullable Object member, String what) {
    Object at = value;
    for (int i = 0; i < META_CHAIN; i++) {
      Object handler;
      if (at instanceof LuaTable table) {
        handler =
            table.metatable == null || table.get(key) != null
                ? null
                : table.metatable.get("__newindex");
        if (handler == null) {
          rawSet(table, key, member);
          return;
        }
      } else {
        handler = metamethod(at, "__newindex");
        if (handler == null) {
          throw error("attempt to index " + named(i == 0 ? what : "", at));
        }
      }
      if (handler instanceof LuaFunction function) {
        call(function, at, key, member);
        return;
      }
      at = handler;
    }
    throw error("loop in settable");
  }

  void rawSet(LuaTable table, @Nullable Object key, @Nullable Object value) {
    if (key == null) {
      throw error("table index is nil");
    }
    if (key instanceof Double number && number.isNaN()) {
      throw error("table index is NaN");
    }
    look(key);
    table.set(budget, key, value);
  }

  private static String named(String what, @Nullable Object value) {
    return what.isEmpty()
        ? "a " + LuaValue.type(value) + " value"
        : what + " (a " + LuaValue.type(value) + " value)";
  }

  /// What is called when a value is: itself, or its `__call` with the value as first argument.
  LuaFunction callee(@Nullable Object value, String what) {
    if (value instanceof LuaFunction function) {
      return function;
    }
    if (metamethod(value, "__call") instanceof LuaFunction handler) {
      return new LuaFunction.BuiltIn(
          "?",
          args -> {
            @Nullable Object[] all = new @Nullable Object[args.count() + 1];
            all[0] = value;
            System.arraycopy(args.all(), 0, all, 1, args.count());
            return handler.call(this, all);
          });
    }
    throw error("attempt to call " + named(what, value));
  }

  @Nullable Object[] call(@Nullable Object function, @Nullable Object... args) {
    builtInDepth++;
    try {
      if (frames.size() + builtInDepth >= CALLS) {
        throw error("stack overflow");
      }
      return callee(function, "").call(this, args);
    } finally {
      builtInDepth--;
    }
  }

  static @Nullable Object first(@Nullable Object[] values) {
    return values.length == 0 ? null : values[0];
  }

  /// Runs something, and gets back to where it was when it fails.
  void unwind(int depth, int builtIns) {
    while (frames.size() > depth) {
      frames.removeLast();
    }
    builtInDepth = builtIns;
  }

  int depth() {
    return frames.size();
  }

  int builtInDepth() {
    return builtInDepth;
  }

  boolean areEqual(@Nullable Object a, @Nullable Object b) {
    if (a == b) {
      return !(a instanceof Double number) || !number.isNaN();
    }
    if (a instanceof Double one && b instanceof Double other) {
      return one.doubleValue() == other.doubleValue();
    }
    if (a instanceof LuaTable one && b instanceof LuaTable other) {
      Object handler = commonHandler(one, other, "__eq");
      return handler != null && LuaValue.isTrue(first(call(handler, a, b)));
    }
    if (a instanceof String one && b instanceof String other && one.length() == other.length()) {
      budget.read(one);
    }
    return a != null && a.equals(b);
  }

  private int order(String one, String other) {
    budget.read(one.length() < other.length() ? one : other);
    return one.compareTo(other);
  }

  private @Nullable Object commonHandler(@Nullable Object a, @Nullable Object b, String event) {
    Object handler = metamethod(a, event);
    return handler != null && handler.equals(metamethod(b, event)) ? handler : null;
  }

  boolean isLess(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Double one && b instanceof Double other) {
      return one < other;
    }
    if (a instanceof String one && b instanceof String other) {
      return order(one, other) < 0;
    }
    Object handler = sameType(a, b) ? commonHandler(a, b, "__lt") : null;
    if (handler == null) {
      throw notComparable(a, b);
    }
    return LuaValue.isTrue(first(call(handler, a, b)));
  }

  boolean isLessOrEqual(@Nullable Object a, @Nullable Object b) {
    if (a instanceof Double one && b instanceof Double other) {
      return one <= other;
    }
    if (a instanceof String one && b instanceof String other) {
      return order(one, other) <= 0;
    }
    Object handler = sameType(a, b) ? commonHandler(a, b, "__le") : null;
    if (handler != null) {
      return LuaValue.isTrue(first(call(handler, a, b)));
    }
    Object reverse = sameType(a, b) ? commonHandler(a, b, "__lt") : null;
    if (reverse == null) {
      throw notComparable(a, b);
    }
    return !LuaValue.isTrue(first(call(reverse, b, a)));
  }

  private static boolean sameType(@Nullable Object a, @Nullable Object b) {
    return LuaValue.type(a).equals(LuaValue.type(b));
  }

  private LuaError notComparable(@Nullable Object a, @Nullable Object b) {
    String one = LuaValue.type(a);
    String other = LuaValue.type(b);
    return error(
        one.equals(other)
            ? "attempt to compare two " + one + " values"
            : "attempt to compare " + one + " with " + other);
  }

  /// @param names how an error names the operands
  @Nullable Object concat(@Nullable Object a, @Nullable Object b, String nameA, String nameB) {
    String one = LuaValue.written(a);
    String other = LuaValue.written(b);
    if (one != null && other != null) {
      budget.allocate(one.length() + other.length() + 32L);
      return one.concat(other);
    }
    Object handler = metamethod(a, "__concat");
    handler = handler == null ? metamethod(b, "__concat") : handler;
    if (handler == null) {
      throw error("attempt to concatenate " + (one != null ? named(nameB, b) : named(nameA, a)));
    }
    return first(call(handler, a, b));
  }

  /// What an arithmetic operator does with what are no numbers.
  @Nullable Object arithmetic(
      String event, @Nullable Object a, @Nullable Object b, String nameA, String nameB) {
    Object handler = metamethod(a, event);
    handler = handler == null ? metamethod(b, event) : handler;
    if (handler == null) {
      throw error(
          "attempt to perform arithmetic on "
              + (LuaValue.number(a) == null ? named(nameA, a) : named(nameB, b)));
    }
    return first(call(handler, a, b));
  }

  double length(@Nullable Object value, String what) {
    return switch (value) {
      case String text -> text.length();
      case LuaTable table -> table.length();
      case null, default -> throw error("attempt to get length of " + named(what, value));
    };
  }

  /// As `tostring` has it.
  String text(@Nullable Object value) {
    Object handler = metamethod(value, "__tostring");
    if (handler != null) {
      Object made = first(call(handler, value));
      if (made instanceof String text) {
        return text;
      }
      throw error("'tostring' must return a string to 'print'");
    }
    return switch (value) {
      case null -> "nil";
      case Boolean flag -> flag.toString();
      case Double number -> LuaValue.text(number);
      case String text -> text;
      case LuaFunction.BuiltIn builtIn -> "builtin: " + address(builtIn);
      default -> LuaValue.type(value) + ": " + address(value);
    };
  }

  private static String address(Object value) {
    return "0x%08x".formatted(System.identityHashCode(value));
  }
}
