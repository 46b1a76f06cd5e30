package io.tiphys.engine.lua;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/// `string.format`, as C's `printf` writes.
final class StringFormat {

  private static final String FLAGS = "-+ #0";

  private final Args args;
  private final String format;
  private int at;

  private StringFormat(Args args) {
    this.args = args;
    this.format = args.text(1);
  }

  static @Nullable Object[] format(Args args) {
    return Args.one(new StringFormat(args).run());
  }

  /// What stands between `%` and its letter.
  ///
  /// @param precision -1 for none
  private record Spec(String flags, int width, int precision) {
    boolean has(char flag) {
      return flags.indexOf(flag) >= 0;
    }
  }

  private String run() {
    var made = new StringBuilder();
    int arg = 1;
    while (at < format.length()) {
      char c = format.charAt(at++);
      if (c != '%') {
        made.append(c);
      } else if (at < format.length() && format.charAt(at) == '%') {
        at++;
        made.append('%');
      } else {
        Spec spec = spec();
        char kind = at < format.length() ? format.charAt(at++) : 0;
        String piece = piece(kind, spec, ++arg);
        args.state().budget().allocate(2L * piece.length());
        made.append(piece);
      }
    }
    return args.state().budget().text(made.toString());
  }

  private Spec spec() {
    int from = at;
    while (at < format.length() && FLAGS.indexOf(format.charAt(at)) >= 0) {
      at++;
    }
    if (at - from > FLAGS.length()) {
      throw args.state().error("invalid format (repeated flags)");
    }
    String flags = format.substring(from, at);
    int width = digits();
    int precision = -1;
    if (at < format.length() && format.charAt(at) == '.') {
      at++;
      precision = Math.max(0, digits());
    }
    if (at < format.length() && Character.isDigit(format.charAt(at))) {
      throw args.state().error("invalid format (width or precision too long)");
    }
    return new Spec(flags, Math.max(0, width), precision);
  }

  /// At most two.
  private int digits() {
    int from = at;
    while (at < format.length() && at < from + 2 && Character.isDigit(format.charAt(at))) {
      at++;
    }
    return from == at ? -1 : Integer.parseInt(format.substring(from, at));
  }

  private String piece(char kind, Spec spec, int arg) {
    return switch (kind) {
      case 'c' -> padded(Character.toString(args.integer(arg) & 255), spec);
      case 'd', 'i' -> integer(Long.toString((long) args.number(arg)), spec);
      case 'u' -> integer(Long.toUnsignedString((long) args.number(arg)), spec);
      case 'o' -> unsigned(Long.toOctalString((long) args.number(arg)), "0", spec);
      case 'x' -> unsigned(Long.toHexString((long) args.number(arg)), "0x", spec);
      case 'X' ->
          unsigned(
              Long.toHexString((long) args.number(arg)).toUpperCase(java.util.Locale.ROOT),
              "0X",
              spec);
      case 'e', 'E', 'f', 'g', 'G' -> real(kind, args.number(arg), spec);
      case 'q' -> quoted(args.text(arg));
      case 's' -> {
        String text = args.text(arg);
        yield padded(
            spec.precision() >= 0 && spec.precision() < text.length()
                ? text.substring(0, spec.precision())
                : text,
            spec);
      }
      default -> throw args.state().error("invalid option '%" + kind + "' to 'format'");
    };
  }

  private static String padded(String text, Spec spec) {
    int room = spec.width() - text.length();
    return room <= 0 ? text : spec.has('-') ? text + " ".repeat(room) : " ".repeat(room) + text;
  }

  private static String integer(String digits, Spec spec) {
    boolean isNegative = digits.startsWith("-");
    return signed(
        isNegative,
        atLeast(isNegative ? digits.substring(1) : digits, spec),
        spec,
        spec.precision() < 0);
  }

  private static String unsigned(String digits, String prefix, Spec spec) {
    boolean isPrefixed = spec.has('#') && !digits.equals("0");
    return numeric(isPrefixed ? prefix : "", atLeast(digits, spec), spec, spec.precision() < 0);
  }

  private static String atLeast(String digits, Spec spec) {
    if (spec.precision() == 0 && digits.equals("0")) {
      return "";
    }
    int missing = spec.precision() - digits.length();
    return missing > 0 ? "0".repeat(missing) + digits : digits;
  }

  private static String signed(boolean isNegative, String digits, Spec spec, boolean mayFill) {
    String sign = isNegative ? "-" : spec.has('+') ? "+" : spec.has(' ') ? " " : "";
    return numeric(sign, digits, spec, mayFill);
  }

  private static String numeric(String prefix, String digits, Spec spec, boolean mayFill) {
    int room = spec.width() - prefix.length() - digits.length();
    return room > 0 && spec.has('0') && !spec.has('-') && mayFill
        ? prefix + "0".repeat(room) + digits
        : padded(prefix + digits, spec);
  }

  private static String real(char kind, double number, Spec spec) {
    boolean isUpper = Character.isUpperCase(kind);
    int precision = spec.precision() < 0 ? 6 : spec.precision();
    boolean isFinite = !Double.isNaN(number) && !Double.isInfinite(number);
    boolean isNegative = number < 0 || number == 0 && 1 / number < 0;
    double size = Math.abs(number);
    String digits =
        !isFinite
            ? Double.isNaN(number) ? "nan" : "inf"
            : switch (Character.toLowerCase(kind)) {
              case 'e' -> exponential(size, precision);
              case 'f' ->
                  new BigDecimal(size).setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
              default -> LuaValue.general(size, precision, spec.has('#'));
            };
    if (spec.has('#') && precision == 0 && isFinite && digits.indexOf('.') < 0) {
      digits = digits + ".";
    }
    return signed(
        isNegative, isUpper ? digits.toUpperCase(java.util.Locale.ROOT) : digits, spec, isFinite);
  }

  private static String exponential(double size, int precision) {
    if (size == 0) {
      return (precision > 0 ? "0." + "0".repeat(precision) : "0") + "e+00";
    }
    var rounded =
        new BigDecimal(size)
            .round(new java.math.MathContext(precision + 1, RoundingMode.HALF_EVEN));
    return LuaValue.exponential(rounded, rounded.precision() - rounded.scale() - 1, precision);
  }

  private static String quoted(String text) {
    var quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"', '\\' -> quoted.append('\\').append(c);
        case '\n' -> quoted.append("\\\n");
        case '\r' -> quoted.append("\\r");
        case 0 -> quoted.append("\\000");
        default -> quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }
}
