package io.tiphys.engine.jq;

import java.util.Collection;

/// Reads an expression's text from left to right.
final class Scanner {

  private final String text;
  private int at;

  Scanner(String text) {
    this.text = text;
  }

  private void space() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '#') {
        int line = text.indexOf('\n', at);
        at = line < 0 ? text.length() : line;
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        return;
      }
    }
  }

  private boolean startsWith(String symbol) {
    return text.startsWith(symbol, at);
  }

  private char peek(int ahead) {
    return at + ahead < text.length() ? text.charAt(at + ahead) : 0;
  }

  /// Takes the symbol if it comes next, and is no part of a longer one.
  boolean symbol(String symbol) {
    space();
    if (!startsWith(symbol)) {
      return false;
    }
    char next = peek(symbol.length());
    boolean longer =
        switch (symbol) {
          case "|" -> next == '=';
          case "/", "//" -> next == '/' || next == '=';
          case "." -> next == '.' || isDigit(next);
          case "?" -> next == '/' && peek(2) == '/';
          case "<", ">", "+", "-", "*", "%" -> next == '=';
          default -> false;
        };
    if (longer) {
      return false;
    }
    at += symbol.length();
    return true;
  }

  /// Takes one of the operators.
  ///
  /// @return empty when none comes next
  String operator(Collection<String> operators) {
    for (String operator : operators) {
      if (operator.length() == 2 && symbol(operator)) {
        return operator;
      }
    }
    for (String operator : operators) {
      if (operator.length() == 1 && symbol(operator)) {
        return operator;
      }
    }
    return "";
  }

  /// Takes an assignment's operator.
  ///
  /// @return empty when none comes next
  String assignment() {
    space();
    for (String operator : new String[] {"|=", "+=", "-=", "*=", "/=", "%=", "//=", "="}) {
      if (startsWith(operator) && !startsWith("==")) {
        at += operator.length();
        return operator;
      }
    }
    return "";
  }

  /// Takes the word if it comes next.
  boolean word(String word) {
    space();
    if (!startsWith(word) || isNamePart(peek(word.length()))) {
      return false;
    }
    at += word.length();
    return true;
  }

  String name() {
    space();
    int from = at;
    if (isNamePart(peek(0)) && !isDigit(peek(0))) {
      while (isNamePart(peek(0))) {
        at++;
      }
    }
    if (from == at) {
      throw wrong(at == text.length() ? "unexpected end" : "unexpected '" + peek(0) + "'");
    }
    return text.substring(from, at);
  }

  boolean isText() {
    space();
    return peek(0) == '"';
  }

  boolean isNumber() {
    space();
    return isDigit(peek(0)) || (peek(0) == '.' && isDigit(peek(1)));
  }

  /// Whether a dot and a member follow, or a bracket.
  boolean isDot() {
    space();
    return peek(0) == '.' && (isMemberAt(1) || peek(1) == '[');
  }

  /// Whether a member's name comes right now.
  boolean isMemberHere() {
    return isMemberAt(0);
  }

  private boolean isMemberAt(int ahead) {
    char c = peek(ahead);
    return c == '"' || (isNamePart(c) && !isDigit(c));
  }

  Object number() {
    int from = at;
    while (isDigit(peek(0)) || peek(0) == '.') {
      at++;
    }
    if (peek(0) == 'e' || peek(0) == 'E') {
      at++;
      if (peek(0) == '+' || peek(0) == '-') {
        at++;
      }
      while (isDigit(peek(0))) {
        at++;
      }
    }
    String digits = text.substring(from, at);
    try {
      return digits.chars().allMatch(c -> isDigit((char) c)) && digits.length() < 19
          ? (Object) Long.valueOf(digits)
          : (Object) Double.valueOf(digits);
    } catch (NumberFormatException e) {
      throw wrong(digits + " is no number");
    }
  }

  /// Characters of a text up to its end or an interpolation.
  String plainText() {
    var plain = new StringBuilder();
    while (true) {
      if (at >= text.length()) {
        throw wrong("a text does not end");
      }
      char c = text.charAt(at);
      if (c == '"' || (c == '\\' && peek(1) == '(')) {
        return plain.toString();
      }
      at++;
      plain.append(c == '\\' ? escaped() : c);
    }
  }

  private char escaped() {
    char c = peek(0);
    at++;
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '"', '\\', '/' -> c;
      case 'u' -> {
        if (at + 4 > text.length()) {
          throw wrong("an escape does not end");
        }
        String hex = text.substring(at, at + 4);
        at += 4;
        try {
          yield (char) Integer.parseInt(hex, 16);
        } catch (NumberFormatException e) {
          throw wrong("\\u" + hex + " is no character");
        }
      }
      default -> throw wrong("\\" + c + " is no escape");
    };
  }

  /// Ends a text, or begins an expression in it.
  boolean isInterpolation() {
    if (text.charAt(at) == '"') {
      at++;
      return false;
    }
    at += 2;
    return true;
  }

  /// The same as [#expect], and what follows is text again.
  void expectInText(String symbol) {
    expect(symbol);
  }

  void expect(String symbol) {
    if (!symbol(symbol)) {
      throw wrong("expected '%s'".formatted(symbol));
    }
  }

  void expectWord(String word) {
    if (!word(word)) {
      throw wrong("expected '%s'".formatted(word));
    }
  }

  void end() {
    space();
    if (at < text.length()) {
      throw wrong("unexpected '" + peek(0) + "'");
    }
  }

  SyntaxException wrong(String what) {
    return new SyntaxException("%s at character %d".formatted(what, at + 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static boolean isNamePart(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  }
}
