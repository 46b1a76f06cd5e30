package io.tiphys.engine.lua;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// What values are, and how they turn into one another. nil is null; a string is a String of which
/// each char is a byte.
final class LuaValue {

  /// Reading one costs no steps.
  static final int LONGEST_NUMBER = 4096;

  private LuaValue() {}

  static String type(@Nullable Object value) {
    return switch (value) {
      case null -> "nil";
      case Boolean ignored -> "boolean";
      case Double ignored -> "number";
      case String ignored -> "string";
      case LuaTable ignored -> "table";
      case LuaFunction ignored -> "function";
      default -> "userdata";
    };
  }

  static boolean isTrue(@Nullable Object value) {
    return value != null && !Boolean.FALSE.equals(value);
  }

  /// A number, or a string that reads as one; null for all else.
  static @Nullable Double number(@Nullable Object value) {
    return switch (value) {
      case Double number -> number;
      case String text -> parse(text);
      case null, default -> null;
    };
  }

  /// A string, or a number as it is written; null for all else.
  static @Nullable String written(@Nullable Object value) {
    return switch (value) {
      case String text -> text;
      case Double number -> text(number);
      case null, default -> null;
    };
  }

  /// As C's `strtod` reads it, with space around, or hexadecimal; null when it is none, or longer
  /// than any number that somebody would write.
  static @Nullable Double parse(String text) {
    if (text.length() > LONGEST_NUMBER) {
      return null;
    }
    String number = strip(text);
    if (number.isEmpty()) {
      return null;
    }
    int sign = number.charAt(0) == '-' || number.charAt(0) == '+' ? 1 : 0;
    String digits = number.substring(sign);
    if (digits.startsWith("0x") || digits.startsWith("0X")) {
      Double hex = inBase(digits.substring(2), 16);
      return hex == null ? null : number.charAt(0) == '-' ? (Double) (-hex) : hex;
    }
    for (int i = 0; i < digits.length(); i++) {
      char c = digits.charAt(i);
      if ((c < '0' || c > '9') && c != '.' && c != 'e' && c != 'E' && c != '+' && c != '-') {
        return null;
      }
    }
    try {
      return Double.valueOf(number);
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }

  /// @return null when it is no whole number in that base
  static @Nullable Double inBase(String digits, int base) {
    if (digits.isEmpty()) {
      return null;
    }
    double value = 0;
    for (int i = 0; i < digits.length(); i++) {
      int digit = digits.charAt(i) < 128 ? Character.digit(digits.charAt(i), base) : -1;
      if (digit < 0) {
        return null;
      }
      value = value * base + digit;
    }
    return value;
  }

  static String strip(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isSpace(text.charAt(from))) {
      from++;
    }
    while (to > from && isSpace(text.charAt(to - 1))) {
      to--;
    }
    return text.substring(from, to);
  }

  static boolean isSpace(char c) {
    return c == ' ' || c >= 9 && c <= 13;
  }

  /// A number as `%.14g` writes it.
  static String text(double number) {
    long whole = (long) number;
    if (whole == number && Math.abs(whole) < 100_000_000_000_000L) {
      return whole == 0 && 1 / number < 0 ? "-0" : Long.toString(whole);
    }
    return general(number, 14, false);
  }

  /// `%.{precision}g`.
  ///
  /// @param keepZeros of the flag `#`
  static String general(double number, int precision, boolean keepZeros) {
    if (Double.isNaN(number)) {
      return "nan";
    }
    if (Double.isInfinite(number)) {
      return number > 0 ? "inf" : "-inf";
    }
    int digits = Math.max(1, precision);
    String sign = number < 0 || 1 / number < 0 ? "-" : "";
    if (number == 0) {
      return sign + (keepZeros && digits > 1 ? "0." + "0".repeat(digits - 1) : "0");
    }
    var rounded =
        new BigDecimal(Math.abs(number))
            .round(new java.math.MathContext(digits, RoundingMode.HALF_EVEN));
    int exponent = rounded.precision() - rounded.scale() - 1;
    String text;
    if (exponent < -4 || exponent >= digits) {
      text = exponential(rounded, exponent, digits - 1);
      if (!keepZeros) {
        int e = text.indexOf('e');
        text = withoutZeros(text.substring(0, e)) + text.substring(e);
      }
    } else {
      text = rounded.setScale(digits - 1 - exponent, RoundingMode.HALF_EVEN).toPlainString();
      text = keepZeros ? text : withoutZeros(text);
    }
    return sign + text;
  }

  /// `%.{decimals}e` of a number that is not negative.
  static String exponential(BigDecimal number, int exponent, int decimals) {
    String mantissa =
        number.movePointLeft(exponent).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
    String power = Integer.toString(Math.abs(exponent));
    return mantissa + (exponent < 0 ? "e-" : "e+") + (power.length() == 1 ? "0" + power : power);
  }

  private static String withoutZeros(String text) {
    if (text.indexOf('.') < 0) {
      return text;
    }
    int end = text.length();
    while (text.charAt(end - 1) == '0') {
      end--;
    }
    return text.substring(0, text.charAt(end - 1) == '.' ? end - 1 : end);
  }
}
