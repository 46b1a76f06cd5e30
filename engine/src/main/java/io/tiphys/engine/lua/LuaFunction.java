package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// What can be called.
abstract sealed class LuaFunction {

  abstract @Nullable Object[] call(LuaState state, @Nullable Object[] args);

  /// One that comes with the language.
  static final class BuiltIn extends LuaFunction {

    private final String name;
    private final Body body;

    /// What it does.
    @FunctionalInterface
    interface Body {
      @Nullable Object[] call(Args args);
    }

    BuiltIn(String name, Body body) {
      this.name = name;
      this.body = body;
    }

    @Override
    @Nullable Object[] call(LuaState state, @Nullable Object[] args) {
      state.budget().step();
      return body.call(new Args(state, name, args));
    }
  }

  /// One that the script defines.
  static final class Closure extends LuaFunction {

    final Prototype prototype;
    final Cell[] upvalues;
    LuaTable environment;

    Closure(Prototype prototype, Cell[] upvalues, LuaTable environment) {
      this.prototype = prototype;
      this.upvalues = upvalues;
      this.environment = environment;
    }

    @Override
    @Nullable Object[] call(LuaState state, @Nullable Object[] args) {
      LuaFunction function = this;
      @Nullable Object[] given = args;
      while (function instanceof Closure closure) {
        Object end = closure.run(state, given);
        if (!(end instanceof Signal.TailCall next)) {
          return end instanceof Signal.Return(var values) ? values : LuaState.NOTHING;
        }
        function = next.function();
        given = next.args();
      }
      return function.call(state, given);
    }

    private @Nullable Object run(LuaState state, @Nullable Object[] args) {
      Frame frame = new Frame(state, this, args);
      state.enter(frame);
      try {
        return prototype.body().exec(frame);
      } finally {
        state.leave();
      }
    }
  }
}
