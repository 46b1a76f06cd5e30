package io.tiphys.apiserver.rbac;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.List;

/// Compiles the globs of https://pkg.go.dev/github.com/gobwas/glob without separators: `*` and `**`
/// are any text, also with `/` in it, `?` is any character, `[abc]`, `[!abc]`, `[a-z]` and `[!a-z]`
/// one of a set, `{one,two*}` one of several, `\` takes the next character as it is.
final class GlobReader {

  private static final int DEEPEST = 20;

  private final String glob;
  private final StringBuilder regex = new StringBuilder("(?s)\\A");
  private final StringBuilder literal = new StringBuilder();
  private final List<String> parts = new ArrayList<>();
  private boolean isPlain = true;
  private int depth;
  private int at;

  private GlobReader(String glob) {
    this.glob = glob;
  }

  /// @throws IllegalArgumentException when it is no glob
  static TextPattern read(String glob) {
    var reader = new GlobReader(glob);
    while (reader.at < glob.length()) {
      reader.next();
    }
    return reader.pattern();
  }

  private TextPattern pattern() {
    if (!isPlain) {
      regex.append(")".repeat(depth)).append("\\z");
      return new TextPattern.Found(Pattern.compile(regex.toString()));
    }
    String last = literal.toString();
    if (parts.isEmpty()) {
      return new TextPattern.Exact(last);
    }
    String first = parts.getFirst();
    var middle = parts.subList(1, parts.size()).stream().filter(it -> !it.isEmpty()).toList();
    return first.isEmpty() && middle.isEmpty() && last.isEmpty()
        ? new TextPattern.Every()
        : new TextPattern.Stars(first, middle, last);
  }

  private void next() {
    int c = take();
    switch (c) {
      case '*' -> star();
      case '?' -> special(".");
      case '[' -> set();
      case '{' -> {
        if (++depth > DEEPEST) {
          throw new IllegalArgumentException("braces stand too deep in each other");
        }
        special("(?:");
      }
      case '}' -> {
        if (depth > 0) {
          depth--;
          special(")");
        } else {
          character(c);
        }
      }
      case ',' -> {
        if (depth > 0) {
          special("|");
        } else {
          character(c);
        }
      }
      case '\\' -> {
        if (at < glob.length()) {
          character(take());
        }
      }
      default -> character(c);
    }
  }

  private void star() {
    while (at < glob.length() && glob.charAt(at) == '*') {
      at++;
    }
    regex.append(".*");
    parts.add(literal.toString());
    literal.setLength(0);
  }

  private void special(String text) {
    isPlain = false;
    regex.append(text);
  }

  private void character(int c) {
    String text = Character.toString(c);
    literal.append(text);
    regex.append(Pattern.quote(text));
  }

  private void set() {
    boolean isNot = at < glob.length() && glob.charAt(at) == '!';
    if (isNot) {
      at++;
    }
    var set = new StringBuilder(isNot ? "[^" : "[");
    int first = taken();
    if (at < glob.length() && glob.charAt(at) == '-') {
      at++;
      int last = taken();
      if (last < first || taken() != ']') {
        throw new IllegalArgumentException("a range is [a-z]");
      }
      set.append(quoted(first)).append('-').append(quoted(last));
    } else {
      for (int c = first; c != ']'; c = taken()) {
        set.append(quoted(c == '\\' ? taken() : c));
      }
      if (first == ']') {
        throw new IllegalArgumentException("[] is empty");
      }
    }
    special(set.append(']').toString());
  }

  private static String quoted(int c) {
    return Character.isLetterOrDigit(c) ? Character.toString(c) : "\\x{%x}".formatted(c);
  }

  private int taken() {
    if (at >= glob.length()) {
      throw new IllegalArgumentException("[ has no ]");
    }
    return take();
  }

  private int take() {
    int c = glob.codePointAt(at);
    at += Character.charCount(c);
    return c;
  }
}
