package io.tiphys.engine.normalize;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// An amount as Kubernetes writes it: `500m`, `1.5Gi`, `2e3`.
public final class Quantity {

  private static final int MOST_CHARACTERS = 64;
  private static final int MOST_EXPONENT = 30;
  private static final int SMALLEST_SCALE = 9;

  private Quantity() {}

  /// Whether two values are the same amount; false when one of them is none.
  public static boolean same(@Nullable Object one, @Nullable Object other) {
    var left = parse(one);
    return left.isPresent()
        && parse(other).filter(right -> left.get().compareTo(right) == 0).isPresent();
  }

  /// @param value a text or a number
  /// @return its amount, rounded up to a billionth as the API server does; empty when it is no
  ///   quantity
  public static Optional<BigDecimal> parse(@Nullable Object value) {
    return switch (value) {
      case Long number -> Optional.of(BigDecimal.valueOf(number));
      case Double number when Double.isFinite(number) -> Optional.of(BigDecimal.valueOf(number));
      case String text -> parseText(text);
      case null, default -> Optional.empty();
    };
  }

  private static Optional<BigDecimal> parseText(String text) {
    int end = 0;
    while (end < text.length() && isNumeric(text.charAt(end), end)) {
      end++;
    }
    if (end == 0 || text.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    var factor = factor(text.substring(end));
    if (factor == null) {
      return Optional.empty();
    }
    try {
      var amount = new BigDecimal(text.substring(0, end)).multiply(factor);
      return Optional.of(
          amount.scale() > SMALLEST_SCALE
              ? amount.setScale(SMALLEST_SCALE, RoundingMode.UP)
              : amount);
    } catch (NumberFormatException notDecimal) {
      return Optional.empty();
    }
  }

  private static boolean isNumeric(char c, int place) {
    return (c >= '0' && c <= '9') || c == '.' || (place == 0 && (c == '+' || c == '-'));
  }

  private static @Nullable BigDecimal factor(String suffix) {
    return switch (suffix) {
      case "" -> BigDecimal.ONE;
      case "n" -> BigDecimal.ONE.movePointLeft(9);
      case "u" -> BigDecimal.ONE.movePointLeft(6);
      case "m" -> BigDecimal.ONE.movePointLeft(3);
      case "k" -> ten(3);
      case "M" -> ten(6);
      case "G" -> ten(9);
      case "T" -> ten(12);
      case "P" -> ten(15);
      case "E" -> ten(18);
      case "Ki" -> two(10);
      case "Mi" -> two(20);
      case "Gi" -> two(30);
      case "Ti" -> two(40);
      case "Pi" -> two(50);
      case "Ei" -> two(60);
      default -> exponent(suffix);
    };
  }

  private static @Nullable BigDecimal exponent(String suffix) {
    if (suffix.charAt(0) != 'e' && suffix.charAt(0) != 'E') {
      return null;
    }
    try {
      int exponent = Integer.parseInt(suffix.substring(1));
      return Math.abs(exponent) > MOST_EXPONENT ? null : ten(exponent);
    } catch (NumberFormatException notInteger) {
      return null;
    }
  }

  private static BigDecimal ten(int exponent) {
    return BigDecimal.ONE.scaleByPowerOfTen(exponent);
  }

  private static BigDecimal two(int exponent) {
    return new BigDecimal(BigInteger.TWO.pow(exponent));
  }
}
