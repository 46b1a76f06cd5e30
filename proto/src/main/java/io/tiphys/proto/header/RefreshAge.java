package io.tiphys.proto.header;

import io.grpc.Metadata;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long ago somebody wanted to know what a repository has. An answer that the repo server got
/// from the remote since then will do: thousands who ask within a second share one question, and
/// none of them misses a commit that was there when he asked. It is an age and not a time, so that
/// clocks need not agree.
public final class RefreshAge {

  /// The header of a call.
  public static final Metadata.Key<String> KEY =
      Metadata.Key.of("tiphys-refresh-age-ms", Metadata.ASCII_STRING_MARSHALLER);

  private static final long MOST = Duration.ofMinutes(1).toMillis();

  private RefreshAge() {}

  /// As a header's value.
  public static String text(Duration age) {
    return Long.toString(Math.clamp(age.toMillis(), 0, MOST));
  }

  /// @return zero when there is no header or none that can be read; at most a minute
  public static Duration parse(@Nullable String text) {
    if (text == null || !text.matches("\\d{1,9}")) {
      return Duration.ZERO;
    }
    return Duration.ofMillis(Math.min(Long.parseLong(text), MOST));
  }
}
