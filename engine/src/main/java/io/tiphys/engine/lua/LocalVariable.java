package io.tiphys.engine.lua;

/// A local variable as it stands in the text.
final class LocalVariable {

  final String name;
  final int slot;

  /// Whether an inner function uses it: then its slot holds a [Cell]. Known once all is read.
  boolean isCaptured;

  LocalVariable(String name, int slot) {
    this.name = name;
    this.slot = slot;
  }
}
