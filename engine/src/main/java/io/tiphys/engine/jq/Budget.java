package io.tiphys.engine.jq;

/// What a run has left of its limits. One thread.
final class Budget {

  static final int DEEPEST = 1_000;
  private static final int LOOK = 0xff;

  private final JqLimits limits;
  private long steps;
  private long size;

  Budget(JqLimits limits) {
    this.limits = limits;
  }

  static Budget unlimited() {
    return new Budget(new JqLimits(Long.MAX_VALUE, Long.MAX_VALUE, () -> false));
  }

  /// One thing done.
  void step() {
    if (++steps > limits.steps()) {
      throw new ExceededException("it takes more than %d steps".formatted(limits.steps()));
    }
    if ((steps & LOOK) == 0 && limits.isOver().getAsBoolean()) {
      throw new ExceededException("it takes longer than it may");
    }
  }

  /// So many members, items or characters are made; asked before they are.
  void grow(long more) {
    size += more;
    if (size > limits.size()) {
      throw new ExceededException("it makes more than %d values".formatted(limits.size()));
    }
    step();
  }

  void depth(int depth) {
    if (depth > DEEPEST) {
      throw new ExceededException("it goes deeper than %d calls".formatted(DEEPEST));
    }
  }

  /// A text of which each look at a character is a step.
  CharSequence counted(CharSequence text) {
    return new Counted(text);
  }

  private final class Counted implements CharSequence {
    private final CharSequence text;

    Counted(CharSequence text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      step();
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end));
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
