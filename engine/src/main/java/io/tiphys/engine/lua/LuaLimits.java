package io.tiphys.engine.lua;

import java.time.Instant;
import java.util.function.LongSupplier;

/// What one run of a script may use, and what it is told of the time.
///
/// @param steps statements, calls, turns of loops and of pattern matching
/// @param bytes all that it allocates, also what it lets go again
/// @param nanos how long it may take
/// @param nanoTime says how late it is, in nanoseconds since any moment
/// @param now what `os.time` tells it
public record LuaLimits(long steps, long bytes, long nanos, LongSupplier nanoTime, Instant now) {

  /// Five million steps, 64 MiB and one second.
  ///
  /// @param nanoTime such as `System::nanoTime`
  public static LuaLimits usual(LongSupplier nanoTime, Instant now) {
    return new LuaLimits(5_000_000, 64L << 20, 1_000_000_000, nanoTime, now);
  }
}
