package io.tiphys.apiserver.rbac;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/// `policy.matchMode`: how resource, action and object of a line are compared.
public enum MatchMode {
  GLOB,
  REGEX;

  private static final int LONGEST = 4096;
  private static final long MOST_REPEATS = 10_000;

  static MatchMode of(String word) {
    return word.equals("regex") ? REGEX : GLOB;
  }

  /// @throws IllegalArgumentException when the text is no such pattern
  TextPattern compile(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a pattern has %d characters at most".formatted(LONGEST));
    }
    return switch (this) {
      case GLOB -> GlobReader.read(text);
      case REGEX -> regex(text);
    };
  }

  private static TextPattern regex(String text) {
    if (text.equals(".*")) {
      return new TextPattern.Every();
    }
    if (repeats(text) > MOST_REPEATS) {
      throw new IllegalArgumentException("the pattern repeats too much");
    }
    try {
      return new TextPattern.Found(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression (" + e.getDescription() + ")", e);
    }
  }

  /// What all counts in braces come to if they stand one in the other: the compiled form grows with
  /// it.
  private static long repeats(String text) {
    long product = 1;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', open + 1)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        break;
      }
      long most = 1;
      for (String number : text.substring(open + 1, close).split(",")) {
        if (!number.isEmpty() && number.length() < 6 && number.chars().allMatch(MatchMode::digit)) {
          most = Math.max(most, Long.parseLong(number));
        }
      }
      product *= most;
      if (product > MOST_REPEATS) {
        return product;
      }
    }
    return product;
  }

  private static boolean digit(int c) {
    return c >= '0' && c <= '9';
  }
}
