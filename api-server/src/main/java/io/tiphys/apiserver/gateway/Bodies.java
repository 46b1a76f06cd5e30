package io.tiphys.apiserver.gateway;

import java.io.IOException;
import java.io.InputStream;

/// Bodies of requests, with a limit.
final class Bodies {

  private static final int LEFT_OVER = 64 << 10;

  private Bodies() {}

  static byte[] read(InputStream in, int limit) throws IOException, TooLongException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new TooLongException(limit);
    }
    return bytes;
  }

  /// Throws away a short body of those who are turned away: an answer that overtakes the request
  /// has to end the stream, and clients that are still sending then take that for a broken
  /// connection and never look at the answer.
  static void throwAway(InputStream in) {
    var buffer = new byte[4 << 10];
    try {
      int left = LEFT_OVER;
      for (int n = in.read(buffer); n >= 0 && left > 0; n = in.read(buffer)) {
        left -= n;
      }
    } catch (IOException e) {
      // the answer will not reach them either
    }
  }
}
