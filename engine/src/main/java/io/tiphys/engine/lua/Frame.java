package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// One call of a [LuaFunction.Closure].
final class Frame {

  final LuaState state;
  final LuaFunction.Closure closure;
  final @Nullable Object[] varargs;
  private final @Nullable Object[] slots;

  /// Where it is now.
  int line;

  Frame(LuaState state, LuaFunction.Closure closure, @Nullable Object[] args) {
    this.state = state;
    this.closure = closure;
    Prototype prototype = closure.prototype;
    int parameters = prototype.parameters().size();
    slots = new @Nullable Object[prototype.slots()];
    for (int i = 0; i < parameters; i++) {
      declare(prototype.parameters().get(i), i < args.length ? args[i] : null);
    }
    varargs =
        prototype.isVararg() && args.length > parameters
            ? java.util.Arrays.copyOfRange(args, parameters, args.length)
            : LuaState.NOTHING;
  }

  /// A new variable, also when the same statement is run again.
  void declare(LocalVariable variable, @Nullable Object value) {
    slots[variable.slot] = variable.isCaptured ? new Cell(value) : value;
  }

  @Nullable Object get(LocalVariable variable) {
    Object held = slots[variable.slot];
    return variable.isCaptured && held instanceof Cell cell ? cell.value : held;
  }

  void set(LocalVariable variable, @Nullable Object value) {
    if (variable.isCaptured && slots[variable.slot] instanceof Cell cell) {
      cell.value = value;
    } else {
      slots[variable.slot] = value;
    }
  }

  Cell cell(int slot) {
    if (slots[slot] instanceof Cell cell) {
      return cell;
    }
    Cell made = new Cell(slots[slot]);
    slots[slot] = made;
    return made;
  }

  LuaError error(int atLine, String message) {
    return new LuaError(closure.prototype.chunk() + ":" + atLine + ": " + message);
  }
}
