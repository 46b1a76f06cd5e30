package io.tiphys.engine.regex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.function.Predicate;

/// Reads regular expressions in the syntax of Go (https://pkg.go.dev/regexp/syntax), which is that
/// of the original. Matching takes time in proportion to the pattern times the text.
public final class Regex {

  private static final int LONGEST = 4096;
  private static final long MOST_REPEATS = 10_000;

  private Regex() {}

  /// @throws IllegalArgumentException what is wrong with it, in words
  public static Pattern compile(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("a pattern has %d characters at most".formatted(LONGEST));
    }
    if (repeats(text) > MOST_REPEATS) {
      throw new IllegalArgumentException("the pattern repeats too much");
    }
    try {
      return Pattern.compile(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("no regular expression (" + e.getDescription() + ")", e);
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the pattern is nested too deeply", e);
    }
  }

  /// The same for who only asks whether it is found anywhere in a text. What looks ahead or refers
  /// back, as the original takes it here, is taken too if it is simple; a match that would take too
  /// long is none.
  ///
  /// @throws IllegalArgumentException what is wrong with it, in words
  public static Predicate<String> searching(String text) {
    try {
      Pattern pattern = compile(text);
      return it -> pattern.matcher(it).find();
    } catch (IllegalArgumentException e) {
      return Backtracking.compile(text)::isIn;
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
        if (!number.isEmpty() && number.length() < 6 && number.chars().allMatch(Regex::isDigit)) {
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

  private static boolean isDigit(int c) {
    return c >= '0' && c <= '9';
  }
}
