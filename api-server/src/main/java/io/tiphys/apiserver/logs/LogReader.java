package io.tiphys.apiserver.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.Optional;

/// Reads the lines of one pod's log, each with its time in front. A line that is longer than
/// [#MAX_PIECE] comes in pieces of the same time.
final class LogReader {

  static final int MAX_PIECE = 64 << 10;

  /// Takes the lines.
  @FunctionalInterface
  interface Lines {
    /// @return false when no more are wanted
    boolean take(LogLine line) throws InterruptedException;
  }

  private final String pod;
  private final Clock clock;
  private final byte[] buffer = new byte[MAX_PIECE];
  private Optional<OffsetDateTime> last = Optional.empty();

  /// @param clock for lines that do not say when they were written
  LogReader(String pod, Clock clock) {
    this.pod = pod;
    this.clock = clock;
  }

  /// Reads to the end, or until no more is wanted.
  ///
  /// @throws IOException when the log breaks off
  void read(InputStream in, Lines lines) throws IOException, InterruptedException {
    int length = 0;
    boolean isStart = true;
    byte[] chunk = new byte[8 << 10];
    for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
      for (int i = 0; i < count; i++) {
        boolean isEnd = chunk[i] == '\n';
        if (!isEnd) {
          buffer[length++] = chunk[i];
        }
        if (isEnd || length == MAX_PIECE) {
          if (!tell(length, isStart, lines)) {
            return;
          }
          length = 0;
          isStart = isEnd;
        }
      }
    }
    if (length > 0) {
      tell(length, isStart, lines);
    }
  }

  /// @param isStart whether a line begins, with its time
  private boolean tell(int length, boolean isStart, Lines lines) throws InterruptedException {
    if (length == 0 && !isStart) {
      return true; // the end of a line that was just long enough
    }
    String text = new String(buffer, 0, length, StandardCharsets.UTF_8).stripTrailing();
    int space = text.indexOf(' ');
    var time = isStart ? Times.parse(space < 0 ? text : text.substring(0, space)) : last;
    String content = text;
    if (isStart && time.isPresent()) {
      last = time;
      content = space < 0 ? "" : text.substring(space + 1);
    }
    var at = time.or(() -> last).orElseGet(() -> OffsetDateTime.now(clock));
    for (String part : content.split("\r", -1)) { // a progress bar writes one line many times
      if (!lines.take(new LogLine(pod, at, part))) {
        return false;
      }
    }
    return true;
  }
}
