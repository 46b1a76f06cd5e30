package io.tiphys.engine.regex;

import java.util.regex.Pattern;

/// A regular expression that [Regex] cannot read as it looks ahead or refers back, such as
/// `^((?!kube-).)*$`. Only simple ones are taken, and a match that takes too many steps is none.
final class Backtracking {

  private static final int LONGEST = 1_000;
  private static final long MOST_WAYS = 1 << 14;
  private static final int STEPS = 100_000;

  private final Pattern pattern;

  private Backtracking(Pattern pattern) {
    this.pattern = pattern;
  }

  /// @throws IllegalArgumentException when it is none, or may cost too much
  static Backtracking compile(String text) {
    if (text.length() > LONGEST || ways(text) > MOST_WAYS) {
      throw new IllegalArgumentException("a pattern that looks ahead or back must be simple");
    }
    try {
      return new Backtracking(Pattern.compile(text));
    } catch (StackOverflowError e) {
      throw new IllegalArgumentException("the pattern is nested too deeply", e);
    }
  }

  /// Whether it is found anywhere.
  boolean isIn(String text) {
    try {
      return pattern.matcher(new Counted(text)).find();
    } catch (TooManyStepsException | StackOverflowError e) {
      return false;
    }
  }

  /// How many ways there may be through the pattern at the end of a text, where nothing is looked
  /// at and so nothing counted: the product of all choices. Rather too many than too few.
  private static long ways(String text) {
    long ways = 1;
    long[] alternatives = new long[text.length() + 1];
    int depth = 0;
    alternatives[0] = 1;
    for (int i = 0; i < text.length() && ways <= MOST_WAYS; i++) {
      switch (text.charAt(i)) {
        case '\\' -> i++;
        case '(' -> {
          alternatives[++depth] = 1;
          if (text.startsWith("?", i + 1)) {
            i++; // says what sort of group it is
          }
        }
        case ')' -> {
          ways *= alternatives[depth];
          depth = Math.max(0, depth - 1);
        }
        case '|' -> alternatives[depth]++;
        case '?', '*', '+' -> ways *= 2;
        case '{' -> ways = Long.MAX_VALUE;
        default -> {}
      }
    }
    for (int i = depth; i >= 0 && ways <= MOST_WAYS; i--) {
      ways *= alternatives[i];
    }
    return ways;
  }

  private static final class TooManyStepsException extends RuntimeException {
    TooManyStepsException() {
      super("", null, false, false);
    }
  }

  /// A text that counts how often it is looked at.
  private static final class Counted implements CharSequence {
    private final String text;
    private int steps;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (++steps > STEPS) {
        throw new TooManyStepsException();
      }
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
