package io.tiphys.apiserver.version;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;

/// What was built, and when.
///
/// @param version as clients of the original read it: the version of the API that is spoken, then
///   our own behind the plus sign, which semantic versioning leaves out of comparisons
/// @param date RFC 3339
/// @param commit of this project; empty when it is not known
public record Build(String version, String date, String commit) {

  /// The version of the original whose API, resources and settings are spoken.
  private static final String SPOKEN = "v3.6.0";

  /// This build.
  public static Build current() {
    try (var stream = Build.class.getResourceAsStream("build.properties")) {
      var properties = new Properties();
      if (stream != null) {
        properties.load(stream);
      }
      return new Build(
          SPOKEN + "+tiphys." + properties.getProperty("version", "unknown"),
          properties.getProperty("date", ""),
          properties.getProperty("commit", ""));
    } catch (IOException e) {
      throw new UncheckedIOException("build.properties cannot be read from the jar", e);
    }
  }
}
