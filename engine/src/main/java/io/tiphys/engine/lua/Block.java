package io.tiphys.engine.lua;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Statements, one after the other.
///
/// @param labels where each label of `goto` stands, as the index of the statement after it
record Block(List<Statement> statements, Map<String, Integer> labels) {

  Block {
    statements = List.copyOf(statements);
    labels = Map.copyOf(labels);
  }

  @Nullable Signal exec(Frame frame) {
    int size = statements.size();
    int i = 0;
    while (i < size) {
      frame.state.budget().step();
      Signal signal = statements.get(i).exec(frame);
      if (signal instanceof Signal.Goto(var label, var _)
          && labels.get(label) instanceof Integer at) {
        i = at;
      } else if (signal != null) {
        return signal;
      } else {
        i++;
      }
    }
    return null;
  }
}
