package io.tiphys.engine.lua;

import java.util.List;
import java.util.Set;

/// Takes a text apart into tokens.
final class Lexer {

  private static final Set<String> KEYWORDS =
      Set.of(
          "and",
          "break",
          "do",
          "else",
          "elseif",
          "end",
          "false",
          "for",
          "function",
          "if",
          "in",
          "local",
          "nil",
          "not",
          "or",
          "repeat",
          "return",
          "then",
          "true",
          "until",
          "while");
  private static final List<String> SYMBOLS =
      List.of(
          "...", "..", "==", "~=", "<=", ">=", "::", "+", "-", "*", "/", "%", "^", "#", "<", ">",
          "=", "(", ")", "{", "}", "[", "]", ";", ":", ",", ".");

  private final String chunk;
  private final String text;
  private int at;
  private int line = 1;

  /// @param text of which each char is a byte
  Lexer(String chunk, String text) {
    this.chunk = chunk;
    this.text = text;
    if (text.startsWith("#")) { // as the first line of a file may
      skipLine();
    }
  }

  int line() {
    return line;
  }

  LuaSyntaxException error(String message, String near) {
    return new LuaSyntaxException(
        "%s:%d: %s%s"
            .formatted(chunk, line, message, near.isEmpty() ? "" : " near '" + near + "'"));
  }

  Token next() {
    skipBlanks();
    if (at >= text.length()) {
      return new Token(Token.Kind.END, "", 0, line);
    }
    char c = text.charAt(at);
    if (isLetter(c)) {
      int from = at;
      while (at < text.length() && (isLetter(text.charAt(at)) || isDigit(text.charAt(at)))) {
        at++;
      }
      String word = text.substring(from, at);
      return token(KEYWORDS.contains(word) ? Token.Kind.SYMBOL : Token.Kind.NAME, word);
    }
    if (isDigit(c) || c == '.' && isDigit(peek(1))) {
      return number();
    }
    if (c == '"' || c == '\'') {
      return quoted(c);
    }
    if (c == '[') {
      int level = longLevel();
      if (level >= 0) {
        return token(Token.Kind.STRING, longText(level, "string"));
      }
    }
    for (String symbol : SYMBOLS) {
      if (text.startsWith(symbol, at)) {
        at += symbol.length();
        return token(Token.Kind.SYMBOL, symbol);
      }
    }
    throw error("unexpected symbol", Character.toString(c));
  }

  private Token token(Token.Kind kind, String word) {
    return new Token(kind, word, 0, line);
  }

  private void skipBlanks() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\n') {
        line++;
        at++;
      } else if (LuaValue.isSpace(c)) {
        at++;
      } else if (c == '-' && peek(1) == '-') {
        at += 2;
        int level = peek(0) == '[' ? longLevel() : -1;
        if (level >= 0) {
          longText(level, "comment");
        } else {
          skipLine();
        }
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < text.length() && text.charAt(at) != '\n') {
      at++;
    }
  }

  /// How many `=` are between two `[` here; -1 when it is no long bracket.
  private int longLevel() {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) == '=') {
      end++;
    }
    return end < text.length() && text.charAt(end) == '[' ? end - at - 1 : -1;
  }

  private String longText(int level, String what) {
    String close = "]" + "=".repeat(level) + "]";
    int from = at + level + 2;
    int end = text.indexOf(close, from);
    if (end < 0) {
      throw error("unfinished long " + what, "<eof>");
    }
    String inner = text.substring(from, end).replace("\r\n", "\n");
    line += (int) inner.chars().filter(c -> c == '\n').count();
    at = end + close.length();
    return inner.startsWith("\n") ? inner.substring(1) : inner;
  }

  private Token number() {
    int from = at;
    while (at < text.length()) {
      char c = text.charAt(at);
      boolean isSign =
          (c == '+' || c == '-') && "eE".indexOf(text.charAt(at - 1)) >= 0 && at > from;
      boolean isHex = text.startsWith("0x", from) || text.startsWith("0X", from);
      if (isLetter(c) || isDigit(c) || c == '.' || isSign && !isHex) {
        at++;
      } else {
        break;
      }
    }
    String written = text.substring(from, at);
    Double value = LuaValue.parse(written);
    if (value == null) {
      throw error("malformed number", written);
    }
    return new Token(Token.Kind.NUMBER, written, value, line);
  }

  private Token quoted(char quote) {
    var made = new StringBuilder();
    int from = at++;
    while (true) {
      if (at >= text.length()) {
        throw error("unfinished string", "<eof>");
      }
      char c = text.charAt(at++);
      if (c == quote) {
        return token(Token.Kind.STRING, made.toString());
      }
      if (c == '\n' || c == '\r') {
        throw error("unfinished string", text.substring(from, at - 1));
      }
      if (c == '\\') {
        escape(made);
      } else {
        made.append(c);
      }
    }
  }

  private void escape(StringBuilder made) {
    char c = at < text.length() ? text.charAt(at++) : 0;
    switch (c) {
      case 'a' -> made.append('\u0007');
      case 'b' -> made.append('\b');
      case 'f' -> made.append('\f');
      case 'n' -> made.append('\n');
      case 'r' -> made.append('\r');
      case 't' -> made.append('\t');
      case 'v' -> made.append('\u000b');
      case '\r' -> {
        if (peek(0) == '\n') {
          at++;
        }
        line++;
        made.append('\n');
      }
      case '\n' -> {
        line++;
        made.append('\n');
      }
      default -> {
        if (!isDigit(c)) {
          made.append(c);
          return;
        }
        int value = c - '0';
        for (int i = 0; i < 2 && isDigit(peek(0)); i++) {
          value = value * 10 + text.charAt(at++) - '0';
        }
        if (value > 255) {
          throw error("escape sequence too large", "\\" + value);
        }
        made.append((char) value);
      }
    }
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  private static boolean isLetter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
