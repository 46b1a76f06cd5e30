package io.tiphys.model.manifest;

import java.math.BigInteger;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a plain YAML scalar means to Kubernetes: YAML 1.1 without base 60 and dates, with 1.2's
/// octals, as `sigs.k8s.io/yaml` reads it.
final class YamlScalar {

  private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");
  private static final Set<String> TRUES =
      Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE");
  private static final Set<String> FALSES =
      Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF", "false", "False", "FALSE");
  private static final Map<String, Double> SPECIAL =
      Map.ofEntries(
          Map.entry(".nan", Double.NaN),
          Map.entry(".NaN", Double.NaN),
          Map.entry(".NAN", Double.NaN),
          Map.entry(".inf", Double.POSITIVE_INFINITY),
          Map.entry(".Inf", Double.POSITIVE_INFINITY),
          Map.entry(".INF", Double.POSITIVE_INFINITY),
          Map.entry("+.inf", Double.POSITIVE_INFINITY),
          Map.entry("+.Inf", Double.POSITIVE_INFINITY),
          Map.entry("+.INF", Double.POSITIVE_INFINITY),
          Map.entry("-.inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.Inf", Double.NEGATIVE_INFINITY),
          Map.entry("-.INF", Double.NEGATIVE_INFINITY));
  private static final Pattern INTEGER =
      Pattern.compile("[-+]?(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO]?[0-7]+|0|[1-9][0-9]*)");
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

  /// Base 60, dates and what else begins like a number and holds nothing but its signs.
  private static final Pattern AMBIGUOUS =
      Pattern.compile("[-+.]?[0-9][0-9a-fA-F_.,:+TtZz oxX-]*|[-+]?\\.(?i:inf|nan)");

  private static final Pattern FRACTION =
      Pattern.compile("\\.[0-9]++(?:_[0-9]++)*+(?:[eE][-+]?[0-9]++(?:_[0-9]++)*+)?");

  /// Longer ones are far beyond 64 bits, and reading them takes time that grows with the square.
  private static final int LONGEST_INTEGER = 1_000;

  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger UNSIGNED = BigInteger.ONE.shiftLeft(64);

  private YamlScalar() {}

  /// @param text a scalar without quotes and tag
  /// @return a `String`, `Long`, `BigInteger` (of 64 bits without a sign), `Double` (perhaps not
  ///   finite), `Boolean` or null
  static @Nullable Object resolve(String text) {
    if (NULLS.contains(text)) {
      return null;
    }
    char first = text.charAt(0);
    boolean number = first >= '0' && first <= '9' || first == '+' || first == '-' || first == '.';
    if (number) {
      return number(text);
    }
    if (TRUES.contains(text)) {
      return true;
    }
    return FALSES.contains(text) ? (Object) false : text;
  }

  /// The number that a text stands for, or the text.
  private static Object number(String text) {
    Double special = SPECIAL.get(text);
    if (special != null) {
      return special;
    }
    if (text.charAt(0) == '.') {
      return FRACTION.matcher(text).matches()
          ? (Object) Double.valueOf(text.replace("_", ""))
          : text;
    }
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    if (plain.length() <= LONGEST_INTEGER && INTEGER.matcher(plain).matches()) {
      var value = integer(plain);
      if (value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0) {
        return value.longValue();
      }
      if (value.signum() > 0 && value.compareTo(UNSIGNED) < 0) {
        return value;
      }
    }
    if (FLOAT.matcher(plain).matches()) {
      double value = Double.parseDouble(plain);
      return Double.isInfinite(value) ? text : (Object) value;
    }
    return text;
  }

  private static BigInteger integer(String text) {
    boolean negative = text.charAt(0) == '-';
    String digits = negative || text.charAt(0) == '+' ? text.substring(1) : text;
    int radix = 10;
    if (digits.length() > 1 && digits.charAt(0) == '0') {
      radix =
          switch (digits.charAt(1)) {
            case 'x', 'X' -> 16;
            case 'b', 'B' -> 2;
            default -> 8;
          };
      digits = digits.substring(Character.isLetter(digits.charAt(1)) ? 2 : 1);
    }
    var value = new BigInteger(digits, radix);
    return negative ? value.negate() : value;
  }

  /// A resolved scalar as a tree has it.
  static @Nullable Object value(@Nullable Object resolved) {
    return switch (resolved) {
      case null -> null;
      case BigInteger number -> number.doubleValue();
      case Double number -> whole(number);
      default -> resolved;
    };
  }

  /// A number that has no fraction is an integer once it went through JSON.
  private static Object whole(double value) {
    return value == Math.rint(value) && Math.abs(value) < 0x1p63 ? (Object) (long) value : value;
  }

  /// How a resolved scalar is written as a member name; null when it cannot be one.
  static @Nullable String name(@Nullable Object scalar) {
    return switch (scalar) {
      case null -> null;
      case BigInteger _ -> null;
      case Double number -> floatName(number);
      default -> scalar.toString();
    };
  }

  /// As Go formats a 32 bit float with `%g`.
  private static String floatName(double number) {
    if (Double.isNaN(number)) {
      return ".nan";
    }
    if (Double.isInfinite(number) || Float.isInfinite((float) number)) {
      return number > 0 ? ".inf" : "-.inf";
    }
    var decimal = new java.math.BigDecimal(Float.toString((float) number)).stripTrailingZeros();
    int exponent = decimal.precision() - decimal.scale() - 1;
    if (decimal.signum() == 0) {
      return 1 / number < 0 ? "-0" : "0";
    }
    if (exponent >= -4 && exponent < 6) {
      return decimal.toPlainString();
    }
    String digits = decimal.unscaledValue().abs().toString();
    String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
    String size = Integer.toString(Math.abs(exponent));
    return (decimal.signum() < 0 ? "-" : "")
        + mantissa
        + (exponent < 0 ? "e-" : "e+")
        + (size.length() < 2 ? "0" + size : size);
  }

  /// Whether some reader of YAML 1.1 or 1.2 would take an unquoted text for something else than
  /// that text.
  static boolean isMisread(String text) {
    return !(resolve(text) instanceof String)
        || AMBIGUOUS.matcher(text).matches()
        || text.equals("<<")
        || text.equals("=");
  }

  /// Whether a tree may stand as JSON: no member of it is infinite or no number.
  static boolean isJson(@Nullable Object scalar) {
    return !(scalar instanceof Double number)
        || !(Double.isNaN(number) || Double.isInfinite(number));
  }
}
