package io.tiphys.reposerver.source;

import java.nio.file.Path;
import java.time.Duration;

/// What an operator decides about sources.
///
/// @param directory where mirrors are kept; made when absent
/// @param tlsDirectory one PEM file of authorities per host, named for the host
/// @param knownHosts the SSH known hosts file
/// @param requestTimeout for one question to a remote, such as listing its refs
/// @param fetchTimeout for one fetch as a whole
/// @param refsLife how long a listing of refs is believed
/// @param attempts of one listing, the first included
/// @param listParallelism listings at the same time; 0 for any number
public record SourceSettings(
    Path directory,
    Path tlsDirectory,
    Path knownHosts,
    Duration requestTimeout,
    Duration fetchTimeout,
    Duration refsLife,
    Attempts attempts,
    int listParallelism) {

  /// How often something is tried, with growing pauses.
  ///
  /// @param count at least one
  /// @param first the first pause
  /// @param longest no pause is longer
  /// @param factor by which pauses grow
  public record Attempts(int count, Duration first, Duration longest, double factor) {

    public static final Attempts ONE =
        new Attempts(1, Duration.ofMillis(250), Duration.ofSeconds(10), 2);

    /// The pause after a failed attempt, the first one being 1.
    Duration pauseAfter(int attempt) {
      double millis = first.toMillis() * Math.pow(factor, attempt - 1.0);
      return millis >= longest.toMillis() ? longest : Duration.ofMillis((long) millis);
    }
  }

  /// The defaults of Argo CD, with mirrors in the given directory.
  public static SourceSettings defaults(Path directory) {
    return new SourceSettings(
        directory,
        Path.of("/app/config/tls"),
        Path.of("/app/config/ssh/ssh_known_hosts"),
        Duration.ofSeconds(15),
        Duration.ofSeconds(90),
        Duration.ofMinutes(3),
        Attempts.ONE,
        0);
  }
}
