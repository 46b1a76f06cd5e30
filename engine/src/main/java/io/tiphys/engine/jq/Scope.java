package io.tiphys.engine.jq;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What names mean at a place of an expression: a chain, the nearest first.
///
/// @param parent null at the end of the chain
/// @param name `$x` for a value, `f/1` for a function
record Scope(@Nullable Scope parent, String name, Binding binding) {

  /// What a name may mean.
  sealed interface Binding {
    record Value(@Nullable Object value) implements Binding {}

    /// An argument: it is evaluated where it was written.
    record Argument(Node body, Scope scope) implements Binding {}

    /// A function; it sees what was known where it was written, and itself.
    record Function(Node.Def def) implements Binding {}
  }

  /// What was found: a binding, and what was known when it was made.
  record Found(Binding binding, Scope at) {}

  static final Scope EMPTY = new Scope(null, "", new Binding.Value(null));

  Scope with(String more, Binding what) {
    return new Scope(this, more, what);
  }

  @Nullable Found find(String wanted) {
    for (Scope at = this; at != null; at = at.parent) {
      if (at.name.equals(wanted)) {
        return new Found(at.binding, at);
      }
    }
    return null;
  }

  static String key(String function, List<?> arguments) {
    return function + "/" + arguments.size();
  }
}
