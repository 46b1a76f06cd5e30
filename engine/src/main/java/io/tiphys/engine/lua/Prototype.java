package io.tiphys.engine.lua;

import java.util.List;

/// A function as it stands in the text.
///
/// @param parameters the first slots
/// @param slots how many local variables there are at most
/// @param captures where its upvalues come from, when it is made
record Prototype(
    String chunk,
    List<LocalVariable> parameters,
    boolean isVararg,
    int slots,
    List<Capture> captures,
    Block body) {

  /// @param isLocal whether it is a variable of the function around, else one of its upvalues
  record Capture(boolean isLocal, int index) {}
}
