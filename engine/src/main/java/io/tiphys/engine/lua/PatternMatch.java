package io.tiphys.engine.lua;

import org.jspecify.annotations.Nullable;

/// Matches a pattern of Lua (manual, 5.4.1) against a text. Each turn costs a step, so that what
/// would take for ever is stopped.
final class PatternMatch {

  private static final int CAPTURES = 32;
  private static final int DEPTH = 200;
  private static final int POSITION = -2;
  private static final int OPEN = -1;
  private static final String SPECIALS = "^$*+?.([%-";

  private final LuaState state;
  private final String text;
  private final String pattern;
  private int level;
  private int depth;
  private final int[] starts = new int[CAPTURES];
  private final int[] lengths = new int[CAPTURES];

  PatternMatch(LuaState state, String text, String pattern) {
    this.state = state;
    this.text = text;
    this.pattern = pattern;
  }

  static boolean isPlain(String pattern) {
    return pattern.chars().noneMatch(c -> SPECIALS.indexOf(c) >= 0);
  }

  String text() {
    return text;
  }

  /// @param from where in the text
  /// @param start where in the pattern
  /// @return where the match ends; -1 for none
  int at(int from, int start) {
    level = 0;
    depth = 0;
    return match(from, start);
  }

  /// @param whole whether the match itself stands in for no captures
  @Nullable Object[] captures(int from, int to, boolean whole) {
    int count = level == 0 && whole ? 1 : level;
    @Nullable Object[] captures = new @Nullable Object[count];
    for (int i = 0; i < count; i++) {
      captures[i] = capture(i, from, to);
    }
    return captures;
  }

  Object capture(int index, int from, int to) {
    if (index >= level) {
      if (index != 0) {
        throw state.error("invalid capture index");
      }
      return state.budget().text(text.substring(from, to));
    }
    return switch (lengths[index]) {
      case OPEN -> throw state.error("unfinished capture");
      case POSITION -> (double) (starts[index] + 1);
      default -> state.budget().text(text.substring(starts[index], starts[index] + lengths[index]));
    };
  }

  private int match(int from, int start) {
    if (++depth > DEPTH) {
      throw state.error("pattern too complex");
    }
    try {
      return run(from, start);
    } finally {
      depth--;
    }
  }

  private int run(int from, int start) {
    int s = from;
    int p = start;
    while (p < pattern.length()) {
      state.budget().step();
      switch (pattern.charAt(p)) {
        case '(' -> {
          return p + 1 < pattern.length() && pattern.charAt(p + 1) == ')'
              ? open(s, p + 2, POSITION)
              : open(s, p + 1, OPEN);
        }
        case ')' -> {
          return close(s, p + 1);
        }
        case '$' -> {
          if (p + 1 == pattern.length()) {
            return s == text.length() ? s : -1;
          }
        }
        case '%' -> {
          char next = p + 1 < pattern.length() ? pattern.charAt(p + 1) : 0;
          if (next == 'b') {
            s = balance(s, p + 2);
            if (s < 0) {
              return -1;
            }
            p += 4;
            continue;
          }
          if (next == 'f') {
            p += 2;
            if (p >= pattern.length() || pattern.charAt(p) != '[') {
              throw state.error("missing '[' after '%f' in pattern");
            }
            int end = classEnd(p);
            char before = s == 0 ? 0 : text.charAt(s - 1);
            char after = s < text.length() ? text.charAt(s) : 0;
            if (isInSet(before, p, end - 1) || !isInSet(after, p, end - 1)) {
              return -1;
            }
            p = end;
            continue;
          }
          if (next >= '0' && next <= '9') {
            s = backReference(s, next);
            if (s < 0) {
              return -1;
            }
            p += 2;
            continue;
          }
        }
        default -> {}
      }
      int end = classEnd(p);
      boolean fits = s < text.length() && isSingle(text.charAt(s), p, end);
      char repeat = end < pattern.length() ? pattern.charAt(end) : 0;
      switch (repeat) {
        case '?' -> {
          if (fits) {
            int found = match(s + 1, end + 1);
            if (found >= 0) {
              return found;
            }
          }
          p = end + 1;
        }
        case '*' -> {
          return greedy(s, p, end);
        }
        case '+' -> {
          return fits ? greedy(s + 1, p, end) : -1;
        }
        case '-' -> {
          return lazy(s, p, end);
        }
        default -> {
          if (!fits) {
            return -1;
          }
          s++;
          p = end;
        }
      }
    }
    return s;
  }

  private int open(int s, int p, int kind) {
    if (level >= CAPTURES) {
      throw state.error("too many captures");
    }
    starts[level] = s;
    lengths[level] = kind;
    level++;
    int found = match(s, p);
    if (found < 0) {
      level--;
    }
    return found;
  }

  private int close(int s, int p) {
    int index = level - 1;
    while (index >= 0 && lengths[index] != OPEN) {
      index--;
    }
    if (index < 0) {
      throw state.error("invalid pattern capture");
    }
    lengths[index] = s - starts[index];
    int found = match(s, p);
    if (found < 0) {
      lengths[index] = OPEN;
    }
    return found;
  }

  private int greedy(int s, int p, int end) {
    int count = 0;
    while (s + count < text.length() && isSingle(text.charAt(s + count), p, end)) {
      state.budget().step();
      count++;
    }
    for (; count >= 0; count--) {
      int found = match(s + count, end + 1);
      if (found >= 0) {
        return found;
      }
    }
    return -1;
  }

  private int lazy(int from, int p, int end) {
    int s = from;
    while (true) {
      int found = match(s, end + 1);
      if (found >= 0) {
        return found;
      }
      if (s >= text.length() || !isSingle(text.charAt(s), p, end)) {
        return -1;
      }
      state.budget().step();
      s++;
    }
  }

  private int balance(int from, int p) {
    if (p + 1 >= pattern.length()) {
      throw state.error("unbalanced pattern");
    }
    char open = pattern.charAt(p);
    char close = pattern.charAt(p + 1);
    if (from >= text.length() || text.charAt(from) != open) {
      return -1;
    }
    int nested = 1;
    for (int s = from + 1; s < text.length(); s++) {
      state.budget().step();
      char c = text.charAt(s);
      if (c == close) {
        if (--nested == 0) {
          return s + 1;
        }
      } else if (c == open) {
        nested++;
      }
    }
    return -1;
  }

  private int backReference(int s, char digit) {
    int index = digit - '1';
    if (index < 0 || index >= level || lengths[index] == OPEN) {
      throw state.error("invalid capture index");
    }
    int length = lengths[index];
    state.budget().steps(1L + Math.max(0, length) / 8);
    return text.regionMatches(starts[index], text, s, length) && s + length <= text.length()
        ? s + length
        : -1;
  }

  private int classEnd(int start) {
    int p = start;
    char c = pattern.charAt(p++);
    if (c == '%') {
      if (p >= pattern.length()) {
        throw state.error("malformed pattern (ends with '%')");
      }
      return p + 1;
    }
    if (c == '[') {
      if (p < pattern.length() && pattern.charAt(p) == '^') {
        p++;
      }
      do {
        if (p >= pattern.length()) {
          throw state.error("malformed pattern (missing ']')");
        }
        if (pattern.charAt(p++) == '%' && p < pattern.length()) {
          p++;
        }
      } while (p >= pattern.length() || pattern.charAt(p) != ']');
      state.budget().steps((p - start) >> 6);
      return p + 1;
    }
    return p;
  }

  private boolean isSingle(char c, int p, int end) {
    return switch (pattern.charAt(p)) {
      case '.' -> true;
      case '%' -> CharClass.has(pattern.charAt(p + 1), c);
      case '[' -> isInSet(c, p, end - 1);
      default -> pattern.charAt(p) == c;
    };
  }

  /// @param start of `[`
  /// @param close of `]`
  private boolean isInSet(char c, int start, int close) {
    state.budget().steps((close - start) >> 4);
    int p = start + 1;
    boolean found = true;
    if (pattern.charAt(p) == '^') {
      found = false;
      p++;
    }
    for (; p < close; p++) {
      char in = pattern.charAt(p);
      if (in == '%') {
        if (CharClass.has(pattern.charAt(++p), c)) {
          return found;
        }
      } else if (p + 2 < close && pattern.charAt(p + 1) == '-') {
        if (in <= c && c <= pattern.charAt(p + 2)) {
          return found;
        }
        p += 2;
      } else if (in == c) {
        return found;
      }
    }
    return !found;
  }
}
