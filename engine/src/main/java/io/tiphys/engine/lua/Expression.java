package io.tiphys.engine.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What has a value. Each kind computes its own.
abstract sealed class Expression {

  final int line;

  Expression(int line) {
    this.line = line;
  }

  abstract @Nullable Object value(Frame frame);

  /// All values: a call and `...` may have none or many.
  @Nullable Object[] values(Frame frame) {
    return Args.one(value(frame));
  }

  boolean hasMany() {
    return false;
  }

  /// How an error names it, such as `global 'x'`; empty for no name.
  String name() {
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
  abstract static sealed class Variable extends Expression {
    Variable(int line) {
      super(line);
    }

    abstract void assign(Frame frame, @Nullable Object value);
  }

  static final class Constant extends Expression {
    private final @Nullable Object constant;

    Constant(int line, @Nullable Object constant) {
      super(line);
      this.constant = constant;
    }

    @Override
    @Nullable Object value(Frame frame) {
      return constant;
    }

    @Nullable Object constant() {
      return constant;
    }
  }

  static final class Local extends Variable {
    private final LocalVariable variable;

    Local(int line, LocalVariable variable) {
      super(line);
      this.variable = variable;
    }

    @Override
    @Nullable Object value(Frame frame) {
      return frame.get(variable);
    }

    @Override
    void assign(Frame frame, @Nullable Object value) {
      frame.set(variable, value);
    }

    @Override
    String name() {
      return "local '" + variable.name + "'";
    }
  }

  static final class Upvalue extends Variable {
    private final String name;
    private final int index;

    Upvalue(int line, String name, int index) {
      super(line);
      this.name = name;
      this.index = index;
    }

    @Override
    @Nullable Object value(Frame frame) {
      return frame.closure.upvalues[index].value;
    }

    @Override
    void assign(Frame frame, @Nullable Object value) {
      frame.closure.upvalues[index].value = value;
    }

    @Override
    String name() {
      return "upvalue '" + name + "'";
    }
  }

  static final class Global extends Variable {
    private final String name;

    Global(int line, String name) {
      super(line);
      this.name = name;
    }

    @Override
    @Nullable Object value(Frame frame) {
      LuaTable environment = frame.closure.environment;
      Object value = environment.get(name);
      if (value == null && environment.metatable != null) {
        frame.line = line;
        return frame.state.index(environment, name, "");
      }
      return value;
    }

    @Override
    void assign(Frame frame, @Nullable Object value) {
      frame.line = line;
      frame.state.setIndex(frame.closure.environment, name, value, "");
    }

    @Override
    String name() {
      return "global '" + name + "'";
    }
  }

  static final class Member extends Variable {
    private final Expression object;
    private final Expression key;

    Member(int line, Expression object, Expression key) {
      super(line);
      this.object = object;
      this.key = key;
    }

    @Override
    @Nullable Object value(Frame frame) {
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
    void assign(Frame frame, @Nullable Object value) {
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
    String name() {
      return key instanceof Constant constant && constant.constant() instanceof String text
          ? "field '" + text + "'"
          : "field '?'";
    }
  }

  static final class Call extends Expression {
    private final Expression function;
    private final @Nullable String method;
    private final List<Expression> args;

    /// @param method called with the value of `function` as first argument; null for a plain call
    Call(int line, Expression function, @Nullable String method, List<Expression> args) {
      super(line);
      this.function = function;
      this.method = method;
      this.args = args;
    }

    @Override
    @Nullable Object value(Frame frame) {
      return LuaState.first(values(frame));
    }

    @Override
    @Nullable Object[] values(Frame frame) {
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
    boolean hasMany() {
      return true;
    }
  }

  /// `...`
  static final class Varargs extends Expression {
    Varargs(int line) {
      super(line);
    }

    @Override
    @Nullable Object value(Frame frame) {
      return LuaState.first(frame.varargs);
    }

    @Override
    @Nullable Object[] values(Frame frame) {
      return frame.varargs;
    }

    @Override
    boolean hasMany() {
      return true;
    }
  }

  /// `(f())`: one value, whatever it has.
  static final class Single extends Expression {
    private final Expression inner;

    Single(Expression inner) {
      super(inner.line);
      this.inner = inner;
    }

    @Override
    @Nullable Object value(Frame frame) {
      return inner.value(frame);
    }
  }

  static final class Function extends Expression {
    private final Prototype prototype;

    Function(int line, Prototype prototype) {
      super(line);
      this.prototype = prototype;
    }

    @Override
    @Nullable Object value(Frame frame) {
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
  static final class TableOf extends Expression {
    private final List<Field> fields;
    private final List<Expression> items;

    record Field(Expression key, Expression value) {}

    TableOf(int line, List<Field> fields, List<Expression> items) {
      super(line);
      this.fields = fields;
      this.items = items;
    }

    @Override
    @Nullable Object value(Frame frame) {
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

  static final class And extends Expression {
    private final Expression left;
    private final Expression right;

    And(int line, Expression left, Expression right) {
      super(line);
      this.left = left;
      this.right = right;
    }

    @Override
    @Nullable Object value(Frame frame) {
      Object first = left.value(frame);
      return LuaValue.isTrue(first) ? right.value(frame) : first;
    }
  }

  static final class Or extends Expression {
    private final Expression left;
    private final Expression right;

    Or(int line, Expression left, Expression right) {
      super(line);
      this.left = left;
      this.right = right;
    }

    @Override
    @Nullable Object value(Frame frame) {
      Object first = left.value(frame);
      return LuaValue.isTrue(first) ? first : right.value(frame);
    }
  }

  static final class Binary extends Expression {
    private final Operator operator;
    private final Expression left;
    private final Expression right;

    Binary(int line, Operator operator, Expression left, Expression right) {
      super(line);
      this.operator = operator;
      this.left = left;
      this.right = right;
    }

    @Override
    @Nullable Object value(Frame frame) {
      Object a = left.value(frame);
      Object b = right.value(frame);
      frame.line = line;
      return operator.apply(frame.state, a, b, left, right);
    }
  }

  static final class Unary extends Expression {
    private final String operator;
    private final Expression operand;

    Unary(int line, String operator, Expression operand) {
      super(line);
      this.operator = operator;
      this.operand = operand;
    }

    @Override
    @Nullable Object value(Frame frame) {
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
