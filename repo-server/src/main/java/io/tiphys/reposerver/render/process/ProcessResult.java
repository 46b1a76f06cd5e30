package io.tiphys.reposerver.render.process;

import java.time.Duration;

/// How a program ended.
public sealed interface ProcessResult {

  /// @param code 0 for success, 128 and more for a signal
  /// @param errors what it wrote on standard error, the end of it when it was much
  record Exited(int code, byte[] output, String errors) implements ProcessResult {}

  /// It did not end in time and was killed with all it started.
  ///
  /// @param fatal true when it did not even end when asked to
  record TimedOut(Duration after, boolean fatal) implements ProcessResult {}

  /// It wrote more than it may and was killed.
  record TooMuchOutput(int limitBytes) implements ProcessResult {}

  /// It could not be started.
  record NotStarted(String reason) implements ProcessResult {}
}
