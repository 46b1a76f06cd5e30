package io.tiphys.telemetry.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What Prometheus would read.
final class Scrape {

  private Scrape() {}

  /// The lines that begin so.
  static List<String> lines(Metrics metrics, String start) {
    var out = new ByteArrayOutputStream();
    try {
      metrics.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toString(StandardCharsets.UTF_8).lines().filter(it -> it.startsWith(start)).toList();
  }
}
