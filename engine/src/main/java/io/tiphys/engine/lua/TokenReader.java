package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// The words of a text, read one by one: the one that is now, and at need the one after it.
final class TokenReader {

  private static final int DEPTH = 200; // as in Lua itself

  private final String chunk;
  private final Lexer lexer;
  private Token now;
  private @Nullable Token ahead;
  private int depth;

  /// @param text of which each char is a byte
  TokenReader(String chunk, String text) {
    this.chunk = chunk;
    this.lexer = new Lexer(chunk, text);
    this.now = lexer.next();
  }

  String chunk() {
    return chunk;
  }

  /// The word that is to be read.
  Token now() {
    return now;
  }

  int line() {
    return now.line();
  }

  boolean is(String symbol) {
    return now.is(symbol);
  }

  boolean isName() {
    return now.kind() == Token.Kind.NAME;
  }

  boolean isEnd() {
    return now.kind() == Token.Kind.END;
  }

  /// An error at the place that the text was read to.
  LuaSyntaxException error(IllegalArgumentException why) {
    return lexer.error(String.valueOf(why.getMessage()), "");
  }

  LuaSyntaxException expected(String what) {
    return error("'" + what + "' expected");
  }

  LuaSyntaxException error(String message) {
    return new LuaSyntaxException(
        "%s:%d: %s near '%s'".formatted(chunk, now.line(), message, now.shown()));
  }

  void advance() {
    now = ahead == null ? lexer.next() : ahead;
    ahead = null;
  }

  Token peek() {
    if (ahead == null) {
      ahead = lexer.next();
    }
    return ahead;
  }

  boolean accept(String symbol) {
    if (now.is(symbol)) {
      advance();
      return true;
    }
    return false;
  }

  void expect(String symbol) {
    if (!accept(symbol)) {
      throw expected(symbol);
    }
  }

  void close(String symbol, String opened, int line) {
    if (!accept(symbol)) {
      throw line == now.line()
          ? expected(symbol)
          : error("'%s' expected (to close '%s' at line %d)".formatted(symbol, opened, line));
    }
  }

  String name() {
    if (now.kind() != Token.Kind.NAME) {
      throw expected("<name>");
    }
    String name = now.text();
    advance();
    return name;
  }

  void deeper() {
    if (++depth > DEPTH) {
      throw new LuaSyntaxException(
          "%s:%d: chunk has too many syntax levels".formatted(chunk, now.line()));
    }
  }

  void shallower() {
    depth--;
  }
}
