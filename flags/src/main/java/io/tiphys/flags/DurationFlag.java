package io.tiphys.flags;

import io.tiphys.model.time.GoDuration;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// A flag whose value is a duration as Go writes it, not a negative one.
public final class DurationFlag implements ITypeConverter<Duration> {

  @Override
  public Duration convert(String text) {
    return GoDuration.parse(text.strip())
        .filter(duration -> !duration.isNegative())
        .orElseThrow(() ->
            new TypeConversionException(
                "expected a duration such as 90s, 3m0s or 24h, found '" + text + "'"));
  }
}
