package io.tiphys.engine.lua;

/// A text is no Lua; the message has the line.
public final class LuaSyntaxException extends RuntimeException {

  private static final long serialVersionUID = 1;

  LuaSyntaxException(String message) {
    super(message, null, false, false);
  }
}
