package io.tiphys.engine.lua;

/// What is left of the limits of one run.
final class Budget {

  private static final int LOOK_AT_THE_CLOCK = 1024; // steps

  private final LuaLimits limits;
  private final long start;
  private long steps;
  private long bytes;
  private int untilClock = LOOK_AT_THE_CLOCK;

  Budget(LuaLimits limits) {
    this.limits = limits;
    this.start = limits.nanoTime().getAsLong();
    this.steps = limits.steps();
    this.bytes = limits.bytes();
  }

  void step() {
    steps(1);
  }

  void steps(long count) {
    steps -= count;
    if (steps < 0) {
      throw new LimitReached("it takes more than %d steps".formatted(limits.steps()));
    }
    untilClock -= (int) Math.min(count, LOOK_AT_THE_CLOCK);
    if (untilClock <= 0) {
      untilClock = LOOK_AT_THE_CLOCK;
      if (limits.nanoTime().getAsLong() - start > limits.nanos()) {
        throw new LimitReached("it takes more than %d ms".formatted(limits.nanos() / 1_000_000));
      }
    }
  }

  /// A text is looked at whole: to be asked before.
  void read(String text) {
    if (text.length() >= 64) {
      steps(text.length() >> 6);
    }
  }

  /// To be asked before the memory is taken.
  void allocate(long count) {
    bytes -= count;
    if (bytes < 0) {
      throw new LimitReached("it allocates more than %d MiB".formatted(limits.bytes() >> 20));
    }
    steps(count >> 6);
  }

  /// A text that was made.
  String text(String made) {
    allocate(made.length() + 32L);
    return made;
  }

  long used() {
    return limits.steps() - steps;
  }

  LuaLimits limits() {
    return limits;
  }
}
