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
    steps(1);
  }

  /// So many things done.
  void steps(long more) {
    steps += more;
    if (steps > limits.steps()) {
      throw new ExceededException("it takes more than %d steps".formatted(limits.steps()));
    }
    if ((steps & LOOK) < more && limits.isOver().getAsBoolean()) {
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

  /// A text of which each look at a character is so many steps.
  CharSequence counted(CharSequence text, long steps) {
    return new Counted(text, steps);
  }

  private final class Counted implements CharSequence {
    private final CharSequence text;
    private final long cost;

    Counted(CharSequence text, long cost) {
      this.text = text;
      this.cost = cost;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      steps(cost);
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new Counted(text.subSequence(start, end), cost);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
