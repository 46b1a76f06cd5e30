package io.tiphys.engine.lua;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The part of `os` that tells the time; local time is UTC.
final class OsLibrary {

  static final Map<String, LuaFunction.BuiltIn.Body> FUNCTIONS =
      Map.of(
          "clock",
          args -> Args.one(args.state().budget().used() / 1e7),
          "date",
          OsLibrary::date,
          "difftime",
          args -> Args.one(args.number(1) - args.number(2)),
          "time",
          OsLibrary::time);

  private static final Map<Character, String> FORMATS =
      Map.ofEntries(
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('c', "EEE MMM ppd HH:mm:ss uuuu"),
          Map.entry('d', "dd"),
          Map.entry('D', "MM/dd/yy"),
          Map.entry('F', "uuuu-MM-dd"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('j', "DDD"),
          Map.entry('m', "MM"),
          Map.entry('M', "mm"),
          Map.entry('p', "a"),
          Map.entry('S', "ss"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('x', "MM/dd/yy"),
          Map.entry('X', "HH:mm:ss"),
          Map.entry('y', "yy"),
          Map.entry('Y', "uuuu"),
          Map.entry('z', "xx"));

  private OsLibrary() {}

  private static @Nullable Object[] time(Args args) {
    if (args.get(1) == null) {
      return Args.one((double) args.state().budget().limits().now().getEpochSecond());
    }
    LuaTable fields = args.table(1);
    try {
      var moment =
          LocalDateTime.of(field(args, fields, "year", -1), 1, 1, 0, 0)
              .plusMonths(field(args, fields, "month", -1) - 1L)
              .plusDays(field(args, fields, "day", -1) - 1L)
              .plusHours(field(args, fields, "hour", 12))
              .plusMinutes(field(args, fields, "min", 0))
              .plusSeconds(field(args, fields, "sec", 0));
      return Args.one((double) moment.toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException outOfRange) {
      return Args.one(null);
    }
  }

  private static int field(Args args, LuaTable fields, String name, int otherwise) {
    Double number = LuaValue.number(fields.get(name));
    if (number == null && otherwise < 0) {
      throw args.state().error("field '" + name + "' missing in date table");
    }
    return number == null ? otherwise : number.intValue();
  }

  private static @Nullable Object[] date(Args args) {
    String format = args.text(1, "%c");
    format = format.startsWith("!") ? format.substring(1) : format;
    Instant now = args.state().budget().limits().now();
    ZonedDateTime at;
    try {
      at =
          (args.get(2) == null ? now : Instant.ofEpochSecond((long) args.number(2)))
              .atZone(ZoneOffset.UTC);
      return Args.one(format.startsWith("*t") ? table(args, at) : text(args, format, at));
    } catch (DateTimeException outOfRange) {
      return Args.one(null);
    }
  }

  private static LuaTable table(Args args, ZonedDateTime at) {
    LuaTable fields = args.state().newTable();
    Map.of(
            "year", at.getYear(),
            "month", at.getMonthValue(),
            "day", at.getDayOfMonth(),
            "hour", at.getHour(),
            "min", at.getMinute(),
            "sec", at.getSecond(),
            "wday", at.getDayOfWeek().getValue() % 7 + 1,
            "yday", at.getDayOfYear())
        .forEach((name, value) -> fields.set(args.state().budget(), name, (double) value));
    fields.set(args.state().budget(), "isdst", false);
    return fields;
  }

  private static String text(Args args, String format, ZonedDateTime at) {
    args.state().budget().allocate(format.length() + 32L);
    var made = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char c = format.charAt(i);
      if (c != '%' || i + 1 == format.length()) {
        made.append(c);
        continue;
      }
      char kind = format.charAt(++i);
      String pattern = FORMATS.get(kind);
      made.append(
          pattern != null
              ? DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at)
              : switch (kind) {
                case 'w' -> Integer.toString(at.getDayOfWeek().getValue() % 7);
                case 's' -> Long.toString(at.toEpochSecond());
                case 'Z' -> "UTC";
                case 'n' -> "\n";
                case 't' -> "\t";
                default -> Character.toString(kind);
              });
      args.state().budget().allocate(32);
    }
    return made.toString();
  }
}
