package io.tiphys.apiserver.logs;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.Optional;

/// Times as Go's `RFC3339Nano` has them: as many digits as there are.
final class Times {

  private static final DateTimeFormatter FORM =
      new DateTimeFormatterBuilder()
          .appendPattern("uuuu-MM-dd'T'HH:mm:ss")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("XXX")
          .toFormatter();

  private Times() {}

  static String text(OffsetDateTime time) {
    return FORM.format(time);
  }

  static Optional<OffsetDateTime> parse(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text, FORM));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
