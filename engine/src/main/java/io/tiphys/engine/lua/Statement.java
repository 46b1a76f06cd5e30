package io.tiphys.engine.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done. Each kind does its own.
abstract sealed class Statement {

  final int line;

  Statement(int line) {
    this.line = line;
  }

  /// @return null when the next statement follows
  abstract @Nullable Signal exec(Frame frame);

  static final class Declare extends Statement {
    private final List<LocalVariable> variables;
    private final List<Expression> values;

    Declare(int line, List<LocalVariable> variables, List<Expression> values) {
      super(line);
      this.variables = variables;
      this.values = values;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      if (variables.size() == 1 && values.size() == 1) {
        frame.declare(variables.getFirst(), values.getFirst().value(frame));
        return null;
      }
      @Nullable Object[] all = Expression.all(values, frame);
      for (int i = 0; i < variables.size(); i++) {
        frame.declare(variables.get(i), i < all.length ? all[i] : null);
      }
      return null;
    }
  }

  /// `local function`: it sees itself.
  static final class DeclareFunction extends Statement {
    private final LocalVariable variable;
    private final Expression function;

    DeclareFunction(int line, LocalVariable variable, Expression function) {
      super(line);
      this.variable = variable;
      this.function = function;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      frame.declare(variable, null);
      frame.set(variable, function.value(frame));
      return null;
    }
  }

  static final class Assign extends Statement {
    private final List<Expression.Variable> targets;
    private final List<Expression> values;

    Assign(int line, List<Expression.Variable> targets, List<Expression> values) {
      super(line);
      this.targets = targets;
      this.values = values;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      if (targets.size() == 1 && values.size() == 1) {
        if (targets.getFirst() instanceof Expression.Member member) {
          @Nullable Object[] place = member.place(frame);
          member.assignAt(frame, place, values.getFirst().value(frame));
        } else {
          targets.getFirst().assign(frame, values.getFirst().value(frame));
        }
        return null;
      }
      @Nullable Object[][] places = new @Nullable Object[targets.size()][];
      for (int i = 0; i < places.length; i++) {
        places[i] =
            targets.get(i) instanceof Expression.Member member
                ? member.place(frame)
                : LuaState.NOTHING;
      }
      @Nullable Object[] all = Expression.all(values, frame);
      for (int i = places.length - 1; i >= 0; i--) {
        Object value = i < all.length ? all[i] : null;
        if (targets.get(i) instanceof Expression.Member member) {
          member.assignAt(frame, places[i], value);
        } else {
          targets.get(i).assign(frame, value);
        }
      }
      return null;
    }
  }

  static final class CallOnly extends Statement {
    private final Expression.Call call;

    CallOnly(int line, Expression.Call call) {
      super(line);
      this.call = call;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      call.values(frame);
      return null;
    }
  }

  static final class Do extends Statement {
    private final Block block;

    Do(int line, Block block) {
      super(line);
      this.block = block;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      return block.exec(frame);
    }
  }

  /// `while`, and `repeat`, whose condition is looked at after the first turn.
  static final class Loop extends Statement {
    private final Expression condition;
    private final Block body;
    private final boolean isRepeat;

    Loop(int line, Expression condition, Block body, boolean isRepeat) {
      super(line);
      this.condition = condition;
      this.body = body;
      this.isRepeat = isRepeat;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      while (isRepeat || LuaValue.isTrue(condition.value(frame))) {
        frame.state.budget().step();
        Signal signal = body.exec(frame);
        if (signal instanceof Signal.Break) {
          return null;
        }
        if (signal != null) {
          return signal;
        }
        if (isRepeat && LuaValue.isTrue(condition.value(frame))) {
          return null;
        }
      }
      return null;
    }
  }

  static final class If extends Statement {
    private final List<Branch> branches;
    private final @Nullable Block otherwise;

    record Branch(Expression condition, Block block) {}

    If(int line, List<Branch> branches, @Nullable Block otherwise) {
      super(line);
      this.branches = branches;
      this.otherwise = otherwise;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      for (Branch branch : branches) {
        if (LuaValue.isTrue(branch.condition().value(frame))) {
          return branch.block().exec(frame);
        }
      }
      return otherwise == null ? null : otherwise.exec(frame);
    }
  }

  /// `for i = from, to, by`
  static final class Count extends Statement {
    private final LocalVariable variable;
    private final Expression from;
    private final Expression to;
    private final @Nullable Expression by;
    private final Block body;

    Count(
        int line,
        LocalVariable variable,
        Expression from,
        Expression to,
        @Nullable Expression by,
        Block body) {
      super(line);
      this.variable = variable;
      this.from = from;
      this.to = to;
      this.by = by;
      this.body = body;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      double at = number(frame, from.value(frame), "initial value");
      double end = number(frame, to.value(frame), "limit");
      double step = by == null ? 1 : number(frame, by.value(frame), "step");
      for (; step > 0 ? at <= end : end <= at; at += step) {
        frame.state.budget().step();
        frame.declare(variable, at);
        Signal signal = body.exec(frame);
        if (signal instanceof Signal.Break) {
          return null;
        }
        if (signal != null) {
          return signal;
        }
      }
      return null;
    }

    private double number(Frame frame, @Nullable Object value, String what) {
      Double number = LuaValue.number(value);
      if (number == null) {
        throw frame.error(line, "'for' " + what + " must be a number");
      }
      return number;
    }
  }

  /// `for a, b in ...`
  static final class Each extends Statement {
    private final List<LocalVariable> variables;
    private final List<Expression> source;
    private final Block body;

    Each(int line, List<LocalVariable> variables, List<Expression> source, Block body) {
      super(line);
      this.variables = variables;
      this.source = source;
      this.body = body;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      @Nullable Object[] given = Expression.all(source, frame);
      Object iterator = given.length > 0 ? given[0] : null;
      Object state = given.length > 1 ? given[1] : null;
      Object control = given.length > 2 ? given[2] : null;
      while (true) {
        frame.state.budget().step();
        frame.line = line;
        @Nullable Object[] next =
            frame
                .state
                .callee(iterator, "")
                .call(frame.state, new @Nullable Object[] {state, control});
        control = LuaState.first(next);
        if (control == null) {
          return null;
        }
        for (int i = 0; i < variables.size(); i++) {
          frame.declare(variables.get(i), i < next.length ? next[i] : null);
        }
        Signal signal = body.exec(frame);
        if (signal instanceof Signal.Break) {
          return null;
        }
        if (signal != null) {
          return signal;
        }
      }
    }
  }

  static final class Return extends Statement {
    private final List<Expression> values;

    Return(int line, List<Expression> values) {
      super(line);
      this.values = values;
    }

    @Override
    @Nullable Signal exec(Frame frame) {
      frame.line = line;
      if (values.size() == 1 && values.getFirst() instanceof Expression.Call call) {
        Signal.TailCall tail = call.prepare(frame);
        return tail.function() instanceof LuaFunction.BuiltIn builtIn
            ? new Signal.Return(builtIn.call(frame.state, tail.args()))
            : tail;
      }
      return new Signal.Return(Expression.all(values, frame));
    }
  }

  /// `break` and `goto`.
  static final class Leave extends Statement {
    private final Signal signal;

    Leave(int line, Signal signal) {
      super(line);
      this.signal = signal;
    }

    @Override
    Signal exec(Frame frame) {
      return signal;
    }
  }
}
