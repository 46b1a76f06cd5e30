package io.tiphys.flags;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Sizes as Kubernetes writes quantities: `10M`, `1Gi`, `500`.
public final class ByteSizeFlag implements ITypeConverter<Long> {

  private static final Pattern SIZE = Pattern.compile("(\\d+)(k|M|G|T|Ki|Mi|Gi|Ti)?");

  @Override
  public Long convert(String text) {
    var matcher = SIZE.matcher(text.strip());
    if (!matcher.matches() || matcher.group(1).length() > 12) {
      throw new TypeConversionException("expected a size such as 10M or 1Gi, found '" + text + "'");
    }
    long factor =
        switch (matcher.group(2)) {
          case null -> 1L;
          case "k" -> 1_000L;
          case "M" -> 1_000_000L;
          case "G" -> 1_000_000_000L;
          case "T" -> 1_000_000_000_000L;
          case "Ki" -> 1L << 10;
          case "Mi" -> 1L << 20;
          case "Gi" -> 1L << 30;
          default -> 1L << 40;
        };
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), factor);
    } catch (ArithmeticException e) {
      throw new TypeConversionException("the size " + text + " is too large");
    }
  }
}
