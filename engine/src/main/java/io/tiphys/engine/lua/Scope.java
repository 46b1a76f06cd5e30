package io.tiphys.engine.lua;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The variables and labels that are visible while one function is read.
final class Scope {

  /// As in Lua itself.
  private static final int VARIABLES = 200;

  private static final int UPVALUES = 60;

  final @Nullable Scope around;
  final boolean isVararg;
  private final Deque<Level> levels = new ArrayDeque<>();
  private final Map<String, Integer> upvalues = new HashMap<>();
  final List<Prototype.Capture> captures = new ArrayList<>();
  private int inUse;
  private int slots;

  /// A block.
  private static final class Level {
    final List<LocalVariable> variables = new ArrayList<>();
    final Map<String, Integer> labels = new HashMap<>();
    final Set<Signal.Goto> leaving = new HashSet<>();
    final boolean isLoop;

    Level(boolean isLoop) {
      this.isLoop = isLoop;
    }
  }

  Scope(@Nullable Scope around, boolean isVararg) {
    this.around = around;
    this.isVararg = isVararg;
  }

  int slots() {
    return slots;
  }

  void open(boolean isLoop) {
    levels.push(new Level(isLoop));
  }

  /// @return the labels of the block
  Map<String, Integer> close() {
    Level closed = levels.pop();
    inUse -= closed.variables.size();
    for (Signal.Goto leaving : closed.leaving) {
      if (!closed.labels.containsKey(leaving.label())) {
        if (levels.isEmpty()) {
          throw new IllegalArgumentException(
              "no visible label '%s' for goto at line %d"
                  .formatted(leaving.label(), leaving.line()));
        }
        levels.element().leaving.add(leaving);
      }
    }
    return closed.labels;
  }

  boolean isInLoop() {
    return levels.stream().anyMatch(level -> level.isLoop);
  }

  void label(String name, int statement) {
    if (levels.element().labels.put(name, statement) != null) {
      throw new IllegalArgumentException("label '" + name + "' already defined");
    }
  }

  Signal.Goto leave(String label, int line) {
    var signal = new Signal.Goto(label, line);
    levels.element().leaving.add(signal);
    return signal;
  }

  LocalVariable declare(String name) {
    if (inUse >= VARIABLES) {
      throw new IllegalArgumentException(
          "function has more than " + VARIABLES + " local variables");
    }
    var variable = new LocalVariable(name, inUse++);
    slots = Math.max(slots, inUse);
    levels.element().variables.add(variable);
    return variable;
  }

  private @Nullable LocalVariable local(String name) {
    for (Level level : levels) {
      for (int i = level.variables.size() - 1; i >= 0; i--) {
        if (level.variables.get(i).name.equals(name)) {
          return level.variables.get(i);
        }
      }
    }
    return null;
  }

  Expression.Variable find(String name, int line) {
    LocalVariable local = local(name);
    if (local != null) {
      return new Expression.Local(local);
    }
    int upvalue = upvalue(name);
    return upvalue < 0 ? new Expression.Global(line, name) : new Expression.Upvalue(name, upvalue);
  }

  /// @return -1 when no function around has such a variable
  private int upvalue(String name) {
    Integer known = upvalues.get(name);
    if (around == null) {
      return -1;
    }
    LocalVariable outer = around.local(name);
    if (outer != null) {
      outer.isCaptured = true;
      var capture = new Prototype.Capture(true, outer.slot);
      return known != null && captures.get(known).equals(capture) ? known : capture(name, capture);
    }
    int further = around.upvalue(name);
    if (further < 0) {
      return -1;
    }
    var capture = new Prototype.Capture(false, further);
    return known != null && captures.get(known).equals(capture) ? known : capture(name, capture);
  }

  private int capture(String name, Prototype.Capture capture) {
    if (captures.size() >= UPVALUES) {
      throw new IllegalArgumentException("function has more than " + UPVALUES + " upvalues");
    }
    captures.add(capture);
    upvalues.put(name, captures.size() - 1);
    return captures.size() - 1;
  }
}
