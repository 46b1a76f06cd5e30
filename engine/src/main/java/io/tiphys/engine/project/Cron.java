package io.tiphys.engine.project;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/// A cron schedule of five fields, or a descriptor such as `@daily`, on the clock of some wall:
/// what https://pkg.go.dev/github.com/robfig/cron/v3 takes as a standard one.
///
/// @param minutes as bits, as are all the others
/// @param days of the month, from 1
/// @param months from 1
/// @param weekdays from 0, which is Sunday
/// @param isEveryDay whether the day of the month is not limited
/// @param isEveryWeekday whether the day of the week is not limited
record Cron(
    long minutes,
    long hours,
    long days,
    long months,
    long weekdays,
    boolean isEveryDay,
    boolean isEveryWeekday) {

  /// A schedule that does not fire for this long never does: 29 February comes within eight years.
  private static final int DAYS_LOOKED_AT = 8 * 366 + 1;

  /// @throws IllegalArgumentException when it is none; the message says why, in the words of the
  ///   original
  static Cron parse(String text) {
    return CronReader.read(text);
  }

  /// Whether it fires after the first moment and not after the second.
  boolean firesBetween(LocalDateTime after, LocalDateTime until) {
    return lastUntil(until, after.toLocalDate()).filter(last -> last.isAfter(after)).isPresent();
  }

  /// @param earliest days before are not looked at
  private Optional<LocalDateTime> lastUntil(LocalDateTime until, LocalDate earliest) {
    LocalDate day = until.toLocalDate();
    LocalTime latest = until.toLocalTime();
    for (int i = 0; i < DAYS_LOOKED_AT && !day.isBefore(earliest); i++) {
      if (isOn(day)) {
        Optional<LocalDateTime> last = lastUntil(latest).map(day::atTime);
        if (last.isPresent()) {
          return last;
        }
      }
      day = day.minusDays(1);
      latest = LocalTime.MAX;
    }
    return Optional.empty();
  }

  private Optional<LocalTime> lastUntil(LocalTime latest) {
    for (int hour = highest(hours, latest.getHour()); hour >= 0; hour = highest(hours, hour - 1)) {
      int minute = highest(minutes, hour == latest.getHour() ? latest.getMinute() : 59);
      if (minute >= 0) {
        return Optional.of(LocalTime.of(hour, minute));
      }
    }
    return Optional.empty();
  }

  /// The highest bit that is set and not above the limit; -1 for none.
  private static int highest(long bits, int limit) {
    if (limit < 0) {
      return -1;
    }
    return 63 - Long.numberOfLeadingZeros(bits & (-1L >>> (63 - limit)));
  }

  /// When both days are limited, one of them is enough.
  private boolean isOn(LocalDate date) {
    boolean day = has(days, date.getDayOfMonth());
    boolean weekday = has(weekdays, date.getDayOfWeek().getValue() % 7);
    return has(months, date.getMonthValue())
        && (isEveryDay || isEveryWeekday ? day && weekday : day || weekday);
  }

  private static boolean has(long bits, int bit) {
    return (bits >>> bit & 1) == 1;
  }
}
