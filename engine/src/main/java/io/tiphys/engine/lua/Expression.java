package io.tiphys.engine.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has a value. Each kind computes its own.
sealed interface Expression {

  @Nullable Object value(Frame frame);

  /// All values: a call and `...` may have none or many.
  default @Nullable Object[] values(Frame frame) {
    return Args.one(value(frame));
  }

  default boolean hasMany() {
    return false;
  }

  /// How an error names it, such as `global 'x'`; empty for no name.
  default String name() {
    return "";
  }

  /// The values of a list of which the last may have many.
  static @Nullable Object[] all(List<Expression> list, Frame frame) {
    int size = list.size();
    if (size == 0) {
      return LuaState.NOTHING;
    }
    Expression last = list.getLast();
    if (!last.hasMany()) {
      @Nullable Object[] values = new @Nullable Object[size];
      for (int i = 0; i < size; i++) {
        values[i] = list.get(i).value(frame);
      }
      return values;
    }
    @Nullable Object[] head = new @Nullable Object[size - 1];
    for (int i = 0; i < size - 1; i++) {
      head[i] = list.get(i).value(frame);
    }
    @Nullable Object[] rest = last.values(frame);
    if (head.length == 0) {
      return rest;
    }
    frame.state.budget().allocate(8L * rest.length);
    @Nullable Object[] values = java.util.Arrays.copyOf(head, head.length + rest.length);
    System.arraycopy(rest, 0, values, head.length, rest.length);
    return values;
  }

  /// What can stand on the left of `=`.
  sealed interface Variable extends Expression {
    void assign(Frame frame, @Nullable Object value);
  }

  record Constant(@Nullable Object constant) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      return constant;
    }
  }

  record Local(LocalVariable variable) implements Variable {
    @Override
    public @Nullable Object value(Frame frame) {
      return frame.get(variable);
    }

    @Override
    public void assign(Frame frame, @Nullable Object value) {
      frame.set(variable, value);
    }

    @Override
    public String name() {
      return "local '" + variable.name + "'";
    }
  }

  record Upvalue(String identifier, int index) implements Variable {
    @Override
    public @Nullable Object value(Frame frame) {
      return frame.closure.upvalues[index].value;
    }

    @Override
    public void assign(Frame frame, @Nullable Object value) {
      frame.closure.upvalues[index].value = value;
    }

    @Override
    public String name() {
      return "upvalue '" + identifier + "'";
    }
  }

  record Global(int line, String identifier) implements Variable {
    @Override
    public @Nullable Object value(Frame frame) {
      LuaTable environment = frame.closure.environment;
      Object value = environment.get(identifier);
      if (value == null && environment.metatable != null) {
        frame.line = line;
        return frame.state.index(environment, identifier, "");
      }
      return value;
    }

    @Override
    public void assign(Frame frame, @Nullable Object value) {
      frame.line = line;
      frame.state.setIndex(frame.closure.environment, identifier, value, "");
    }

    @Override
    public String name() {
      return "global '" + identifier + "'";
    }
  }

  record Member(int line, Expression object, Expression key) implements Variable {
    @Override
    public @Nullable Object value(Frame frame) {
      Object holder = object.value(frame);
      Object at = key.value(frame);
      if (holder instanceof LuaTable table) {
        frame.state.look(at);
        Object value = table.get(at);
        if (value != null || table.metatable == null) {
          return value;
        }
      }
      frame.line = line;
      return frame.state.index(holder, at, object.name());
    }

    @Override
    public void assign(Frame frame, @Nullable Object value) {
      Object holder = object.value(frame);
      Object at = key.value(frame);
      frame.line = line;
      frame.state.setIndex(holder, at, value, object.name());
    }

    /// The place is found before the value is known.
    @Nullable Object[] place(Frame frame) {
      return new @Nullable Object[] {object.value(frame), key.value(frame)};
    }

    void assignAt(Frame frame, @Nullable Object[] place, @Nullable Object value) {
      frame.line = line;
      frame.state.setIndex(place[0], place[1], value, object.name());
    }

    @Override
    public String name() {
      return key instanceof Constant constant && constant.constant() instanceof String text
          ? "field '" + text + "'"
          : "field '?'";
    }
  }

  /// @param method called with the value of `function` as first argument; null for a plain call
  record Call(int line, Expression function, @Nullable String method, List<Expression> args)
      implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      return LuaState.first(values(frame));
    }

    @Override
    public @Nullable Object[] values(Frame frame) {
      var call = prepare(frame);
      return call.function().call(frame.state, call.args());
    }

    /// What is to be called, with what.
    Signal.TailCall prepare(Frame frame) {
      Object callee = function.value(frame);
      String name = function.name();
      @Nullable Object[] given;
      if (method != null) {
        Object self = callee;
        frame.line = line;
        callee = frame.state.index(self, method, name);
        name = "method '" + method + "'";
        @Nullable Object[] rest = all(args, frame);
        given = new @Nullable Object[rest.length + 1];
        given[0] = self;
        System.arraycopy(rest, 0, given, 1, rest.length);
      } else {
        given = all(args, frame);
      }
      frame.line = line;
      return new Signal.TailCall(frame.state.callee(callee, name), given);
    }

    @Override
    public boolean hasMany() {
      return true;
    }
  }

  /// `...`
  record Varargs() implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      return LuaState.first(frame.varargs);
    }

    @Override
    public @Nullable Object[] values(Frame frame) {
      return frame.varargs;
    }

    @Override
    public boolean hasMany() {
      return true;
    }
  }

  /// `(f())`: one value, whatever it has.
  record Single(Expression inner) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      return inner.value(frame);
    }
  }

  record Function(Prototype prototype) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      var captures = prototype.captures();
      frame.state.budget().allocate(64 + 16L * captures.size());
      Cell[] upvalues = new Cell[captures.size()];
      for (int i = 0; i < upvalues.length; i++) {
        var capture = captures.get(i);
        upvalues[i] =
            capture.isLocal()
                ? frame.cell(capture.index())
                : frame.closure.upvalues[capture.index()];
      }
      return new LuaFunction.Closure(prototype, upvalues, frame.closure.environment);
    }
  }

  /// `{...}`
  record TableOf(int line, List<Field> fields, List<Expression> items) implements Expression {
    record Field(Expression key, Expression value) {}

    @Override
    public @Nullable Object value(Frame frame) {
      LuaTable table = frame.state.newTable();
      for (Field field : fields) {
        Object key = field.key().value(frame);
        frame.line = line;
        frame.state.rawSet(table, key, field.value().value(frame));
      }
      @Nullable Object[] values = all(items, frame);
      for (int i = 0; i < values.length; i++) {
        frame.state.rawSet(table, (double) (i + 1), values[i]);
      }
      return table;
    }
  }

  record And(Expression left, Expression right) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      Object first = left.value(frame);
      return LuaValue.isTrue(first) ? right.value(frame) : first;
    }
  }

  record Or(Expression left, Expression right) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      Object first = left.value(frame);
      return LuaValue.isTrue(first) ? first : right.value(frame);
    }
  }

  record Binary(int line, Operator operator, Expression left, Expression right)
      implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      Object a = left.value(frame);
      Object b = right.value(frame);
      frame.line = line;
      return operator.apply(frame.state, a, b, left, right);
    }
  }

  record Unary(int line, String operator, Expression operand) implements Expression {
    @Override
    public @Nullable Object value(Frame frame) {
      Object value = operand.value(frame);
      frame.line = line;
      return switch (operator) {
        case "not" -> !LuaValue.isTrue(value);
        case "#" -> frame.state.length(value, operand.name());
        default -> {
          Double number = LuaValue.number(value);
          yield number != null
              ? (Object) (-number)
              : frame.state.arithmetic("__unm", value, value, operand.name(), "");
        }
      };
    }
  }
}
