package io.tiphys.engine.project;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Reads the text of a [Cron].
final class CronReader {

  private static final int LONGEST = 1_000;
  private static final Map<String, String> DESCRIPTORS =
      Map.of(
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *",
          "@monthly", "0 0 1 * *",
          "@weekly", "0 0 * * 0",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@hourly", "0 * * * *");

  private CronReader() {}

  /// The numbers that a field may have.
  ///
  /// @param names of them, the first for the lowest; empty where they have none
  private record Bounds(int lowest, int highest, List<String> names) {

    static final Bounds MINUTE = new Bounds(0, 59, List.of());
    static final Bounds HOUR = new Bounds(0, 23, List.of());
    static final Bounds DAY = new Bounds(1, 31, List.of());
    static final Bounds MONTH =
        new Bounds(
            1,
            12,
            List.of(
                "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov",
                "dec"));
    static final Bounds WEEKDAY =
        new Bounds(0, 6, List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat"));

    int number(String text) {
      int name = names.indexOf(text.toLowerCase(Locale.ROOT));
      return name >= 0 ? lowest + name : CronReader.number(text);
    }
  }

  /// @param bits the numbers that are meant
  /// @param isEvery whether it says that it does not matter
  private record Field(long bits, boolean isEvery) {}

  static Cron read(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("empty spec string");
    }
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException("longer than " + LONGEST + " characters");
    }
    String spec = text.strip();
    if (spec.startsWith("@")) {
      String meaning = DESCRIPTORS.get(spec);
      if (meaning == null) {
        throw new IllegalArgumentException("unrecognized descriptor: " + spec);
      }
      spec = meaning;
    }
    List<String> fields = spec.isEmpty() ? List.of() : List.of(spec.split("\\s+"));
    if (fields.size() != 5) {
      throw new IllegalArgumentException(
          "expected exactly 5 fields, found " + fields.size() + ": " + fields);
    }
    Field day = field(fields.get(2), Bounds.DAY);
    Field weekday = field(fields.get(4), Bounds.WEEKDAY);
    return new Cron(
        field(fields.get(0), Bounds.MINUTE).bits(),
        field(fields.get(1), Bounds.HOUR).bits(),
        day.bits(),
        field(fields.get(3), Bounds.MONTH).bits(),
        weekday.bits(),
        day.isEvery(),
        weekday.isEvery());
  }

  private static Field field(String text, Bounds bounds) {
    long bits = 0;
    boolean isEvery = false;
    for (String part : text.split(",")) {
      if (!part.isEmpty()) {
        Field range = range(part, bounds);
        bits |= range.bits();
        isEvery |= range.isEvery();
      }
    }
    return new Field(bits, isEvery);
  }

  /// One of `*`, `7`, `1-5`, and any of these with `/2` behind; `7/2` goes on to the highest.
  private static Field range(String text, Bounds bounds) {
    String[] parts = text.split("/", -1);
    String[] ends = parts[0].split("-", -1);
    if (parts.length > 2) {
      throw new IllegalArgumentException("too many slashes: " + text);
    }
    if (ends.length > 2) {
      throw new IllegalArgumentException("too many hyphens: " + text);
    }
    boolean isAll = ends[0].equals("*") || ends[0].equals("?");
    int from = isAll ? bounds.lowest() : bounds.number(ends[0]);
    int to = isAll ? bounds.highest() : bounds.number(ends[ends.length - 1]);
    int step = 1;
    if (parts.length == 2) {
      step = number(parts[1]);
      to = ends.length == 1 ? bounds.highest() : to;
    }
    if (from < bounds.lowest()) {
      throw new IllegalArgumentException(
          "beginning of range (%d) below minimum (%d): %s".formatted(from, bounds.lowest(), text));
    }
    if (to > bounds.highest()) {
      throw new IllegalArgumentException(
          "end of range (%d) above maximum (%d): %s".formatted(to, bounds.highest(), text));
    }
    if (from > to) {
      throw new IllegalArgumentException(
          "beginning of range (%d) beyond end of range (%d): %s".formatted(from, to, text));
    }
    if (step == 0) {
      throw new IllegalArgumentException("step of range should be a positive number: " + text);
    }
    long bits = 0;
    for (long i = from; i <= to; i += step) {
      bits |= 1L << i;
    }
    return new Field(bits, isAll && step == 1);
  }

  private static int number(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new IllegalArgumentException("failed to parse int from " + text);
    }
    return text.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(text);
  }
}
