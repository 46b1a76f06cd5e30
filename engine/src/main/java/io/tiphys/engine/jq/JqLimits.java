package io.tiphys.engine.jq;

import java.util.function.BooleanSupplier;

/// How much a run of an expression may cost.
///
/// @param steps evaluations, comparisons and characters that a regular expression looks at
/// @param size members, items and characters that it may make, all together
/// @param isOver asked now and then: whether the time for it is over
public record JqLimits(long steps, long size, BooleanSupplier isOver) {

  private static final long STEPS = 5_000_000;
  private static final long SIZE = 4_000_000;

  /// Without a limit in time but that of the steps: well below a second.
  public static final JqLimits DEFAULT = until(() -> false);

  /// The usual limits, and one in time.
  public static JqLimits until(BooleanSupplier isOver) {
    return new JqLimits(STEPS, SIZE, isOver);
  }
}
