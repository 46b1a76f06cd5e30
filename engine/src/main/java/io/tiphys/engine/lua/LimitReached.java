package io.tiphys.engine.lua;

/// A limit was met. No script can catch it: `pcall` lets it pass.
final class LimitReached extends RuntimeException {

  private static final long serialVersionUID = 1;

  LimitReached(String message) {
    super(message, null, false, false);
  }
}
