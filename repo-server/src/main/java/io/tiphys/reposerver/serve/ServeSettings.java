package io.tiphys.reposerver.serve;

import java.time.Duration;

/// What an operator decides about answers.
///
/// @param parallelism renders at once; below 1, as many as the machine can do well
/// @param resultLife how long a rendered result is kept
/// @param pauseAfterFailures failures in a row after which a render is not tried again for a while;
///   0 always tries
/// @param pause that while
public record ServeSettings(
    int parallelism, Duration resultLife, int pauseAfterFailures, Duration pause) {

  public static final ServeSettings DEFAULT =
      new ServeSettings(0, Duration.ofHours(24), 3, Duration.ofMinutes(60));

  /// Renders of the tools' kind wait for processes most of the time.
  int slots() {
    return parallelism < 1
        ? Math.max(8, 4 * Runtime.getRuntime().availableProcessors())
        : parallelism;
  }
}
