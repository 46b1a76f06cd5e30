package io.tiphys.kube.watch;

import java.nio.charset.StandardCharsets;

/// A cursor over JSON of an API server in memory, which reads what it is asked for and steps over
/// the rest without making anything of it. It trusts the text to be well-formed as far as it does
/// not look, and throws [IllegalArgumentException] where it looks and it is not.
public final class JsonScanner {

  private final byte[] json;
  private final int end;
  private int at;
  private int nameFrom;
  private int nameTo;

  /// @param to behind the last byte
  public JsonScanner(byte[] json, int from, int to) {
    this.json = json;
    this.at = from;
    this.end = to;
  }

  public JsonScanner(byte[] json) {
    this(json, 0, json.length);
  }

  /// The place of the next byte.
  public int position() {
    return at;
  }

  /// Steps into an object.
  ///
  /// @return false (and steps over it) when the value is no object
  public boolean enterObject() {
    return enter('{');
  }

  /// Steps into a list.
  ///
  /// @return false (and steps over it) when the value is no list
  public boolean enterList() {
    return enter('[');
  }

  private boolean enter(char open) {
    space();
    if (peek() == open) {
      at++;
      return true;
    }
    stepOver();
    return false;
  }

  /// To the next member of the object that was entered: its name is known then, its value is next.
  ///
  /// @return false at the object's end, which is stepped over
  public boolean nextMember() {
    space();
    if (peek() == ',') {
      at++;
      space();
    }
    if (peek() == '}') {
      at++;
      return false;
    }
    if (peek() != '"') {
      throw broken("a member's name");
    }
    nameFrom = at + 1;
    skipString();
    nameTo = at - 1;
    space();
    if (peek() != ':') {
      throw broken("a colon");
    }
    at++;
    space();
    return true;
  }

  /// To the next item of the list that was entered.
  ///
  /// @return false at the list's end, which is stepped over
  public boolean nextItem() {
    space();
    if (peek() == ',') {
      at++;
      space();
    }
    if (peek() == ']') {
      at++;
      return false;
    }
    return true;
  }

  /// Whether the member has this name (plain ASCII).
  public boolean isNamed(String name) {
    if (nameTo - nameFrom != name.length()) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (json[nameFrom + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  /// The member's name.
  public String name() {
    return text(nameFrom, nameTo);
  }

  /// Reads a string; steps over anything else and gives an empty one.
  public String string() {
    space();
    if (peek() != '"') {
      stepOver();
      return "";
    }
    int from = at + 1;
    skipString();
    return text(from, at - 1);
  }

  /// Steps over one value.
  public void stepOver() {
    space();
    byte c = peek();
    if (c == '"') {
      skipString();
    } else if (c == '{' || c == '[') {
      skipNested();
    } else {
      while (at < end && !isDelimiter(json[at])) {
        at++;
      }
    }
  }

  private void skipNested() {
    int depth = 0;
    do {
      byte c = peek();
      if (c == '"') {
        skipString();
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    } while (depth > 0);
  }

  private void skipString() {
    at++;
    while (true) {
      byte c = peek();
      if (c == '"') {
        at++;
        return;
      }
      at += c == '\\' ? 2 : 1;
    }
  }

  private static boolean isDelimiter(byte c) {
    return c == ',' || c == '}' || c == ']' || c <= ' ';
  }

  private void space() {
    while (at < end && json[at] <= ' ' && json[at] >= 0) {
      at++;
    }
  }

  private byte peek() {
    if (at >= end) {
      throw broken("more");
    }
    return json[at];
  }

  private IllegalArgumentException broken(String expected) {
    return new IllegalArgumentException("broken JSON: expected " + expected + " at byte " + at);
  }

  private String text(int from, int to) {
    for (int i = from; i < to; i++) {
      if (json[i] == '\\') {
        return unescaped(from, to);
      }
    }
    return new String(json, from, to - from, StandardCharsets.UTF_8);
  }

  private String unescaped(int from, int to) {
    String raw = new String(json, from, to - from, StandardCharsets.UTF_8);
    var text = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\' || i + 1 >= raw.length()) {
        text.append(c);
        continue;
      }
      char escape = raw.charAt(++i);
      switch (escape) {
        case 'n' -> text.append('\n');
        case 't' -> text.append('\t');
        case 'r' -> text.append('\r');
        case 'b' -> text.append('\b');
        case 'f' -> text.append('\f');
        case 'u' -> {
          text.append((char) Integer.parseInt(raw, i + 1, Math.min(i + 5, raw.length()), 16));
          i += 4;
        }
        default -> text.append(escape);
      }
    }
    return text.toString();
  }
}
