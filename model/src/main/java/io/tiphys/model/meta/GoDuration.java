package io.tiphys.model.meta;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A length of time as Go's `time.Duration` reads and writes it: `1h0m0s`, `3m`, `500ms`, `1.5h`.
/// Options and retry rules are written so.
///
/// @param nanos nanoseconds, negative for a time that lies back
public record GoDuration(long nanos) {

  public static final GoDuration ZERO = new GoDuration(0);

  private static final Pattern PART =
      Pattern.compile("([0-9]*)(?:\\.([0-9]*))?(ns|us|µs|μs|ms|s|m|h)");
  private static final Map<String, Long> UNITS =
      Map.of(
          "ns", 1L,
          "us", 1_000L,
          "µs", 1_000L,
          "μs", 1_000L,
          "ms", 1_000_000L,
          "s", 1_000_000_000L,
          "m", 60_000_000_000L,
          "h", 3_600_000_000_000L);
  private static final long SECOND = 1_000_000_000L;

  public static GoDuration of(Duration duration) {
    return new GoDuration(duration.toNanos());
  }

  public Duration toDuration() {
    return Duration.ofNanos(nanos);
  }

  /// @param text a Go duration; `0` needs no unit
  /// @throws IllegalArgumentException when it is none, or does not fit 64 bits of nanoseconds
  public static GoDuration parse(String text) {
    boolean negative = text.startsWith("-");
    String rest = negative || text.startsWith("+") ? text.substring(1) : text;
    if (rest.equals("0")) {
      return ZERO;
    }
    Matcher part = PART.matcher(rest);
    long nanos = 0;
    int end = 0;
    try {
      while (end < rest.length() && part.find(end) && part.start() == end) {
        nanos = Math.addExact(nanos, nanosOf(part, text));
        end = part.end();
      }
    } catch (ArithmeticException | NumberFormatException e) {
      throw invalid(text);
    }
    if (rest.isEmpty() || end < rest.length()) {
      throw invalid(text);
    }
    return new GoDuration(negative ? -nanos : nanos);
  }

  /// Reads a retry rule's time as Argo CD does: a whole number is seconds, else a Go duration.
  ///
  /// @throws IllegalArgumentException when it is neither
  public static GoDuration parseBackoff(String text) {
    try {
      return new GoDuration(Math.multiplyExact(Long.parseLong(text), SECOND));
    } catch (NumberFormatException e) {
      return parse(text);
    } catch (ArithmeticException e) {
      throw invalid(text);
    }
  }

  private static long nanosOf(Matcher part, String text) {
    String whole = part.group(1);
    String fraction = part.group(2) == null ? "" : part.group(2);
    if (whole.isEmpty() && fraction.isEmpty()) {
      throw invalid(text);
    }
    long unit = UNITS.getOrDefault(part.group(3), 1L);
    long nanos = whole.isEmpty() ? 0 : Math.multiplyExact(Long.parseLong(whole), unit);
    double scaled = fraction.isEmpty() ? 0 : Double.parseDouble("0." + fraction) * unit;
    return Math.addExact(nanos, (long) scaled);
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException("invalid duration \"" + text + "\"");
  }

  /// As Go writes it: `1h0m0s`, `1.5s`, `500ms`, `0s`.
  @Override
  public String toString() {
    if (nanos == 0) {
      return "0s";
    }
    String sign = nanos < 0 ? "-" : "";
    long size = Math.abs(nanos);
    if (size < 1_000) {
      return sign + size + "ns";
    }
    if (size < 1_000_000) {
      return sign + decimal(size, 1_000) + "µs";
    }
    if (size < SECOND) {
      return sign + decimal(size, 1_000_000) + "ms";
    }
    long hours = size / (3600 * SECOND);
    long minutes = size / (60 * SECOND) % 60;
    String seconds = decimal(size % (60 * SECOND), SECOND) + "s";
    if (hours > 0) {
      return sign + hours + "h" + minutes + "m" + seconds;
    }
    return sign + (minutes > 0 ? minutes + "m" : "") + seconds;
  }

  private static String decimal(long nanos, long unit) {
    return new java.math.BigDecimal(nanos)
        .divide(new java.math.BigDecimal(unit))
        .stripTrailingZeros()
        .toPlainString();
  }
}
