package io.tiphys.engine.lua;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is done. Each kind does its own.
sealed interface Statement {

  /// @return null when the next statement follows
  @Nullable Signal exec(Frame frame);

  record Declare(List<LocalVariable> variables, List<Expression> values) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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
  record DeclareFunction(LocalVariable variable, Expression function) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
      frame.declare(variable, null);
      frame.set(variable, function.value(frame));
      return null;
    }
  }

  record Assign(List<Expression.Variable> targets, List<Expression> values) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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

  record CallOnly(Expression.Call call) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
      call.values(frame);
      return null;
    }
  }

  record Do(Block block) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
      return block.exec(frame);
    }
  }

  /// `while`, and `repeat`, whose condition is looked at after the first turn.
  record Loop(Expression condition, Block body, boolean isRepeat) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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

  record If(List<Branch> branches, @Nullable Block otherwise) implements Statement {
    record Branch(Expression condition, Block block) {}

    @Override
    public @Nullable Signal exec(Frame frame) {
      for (Branch branch : branches) {
        if (LuaValue.isTrue(branch.condition().value(frame))) {
          return branch.block().exec(frame);
        }
      }
      return otherwise == null ? null : otherwise.exec(frame);
    }
  }

  /// `for i = from, to, by`
  record Count(
      int line,
      LocalVariable variable,
      Expression from,
      Expression to,
      @Nullable Expression by,
      Block body)
      implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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
  record Each(int line, List<LocalVariable> variables, List<Expression> source, Block body)
      implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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

  record Return(int line, List<Expression> values) implements Statement {
    @Override
    public @Nullable Signal exec(Frame frame) {
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
  record Leave(Signal signal) implements Statement {
    @Override
    public Signal exec(Frame frame) {
      return signal;
    }
  }
}
