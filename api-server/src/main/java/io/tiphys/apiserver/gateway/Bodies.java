package io.tiphys.apiserver.gateway;

import java.io.IOException;
import java.io.InputStream;

/// Bodies of requests, with a limit.
final class Bodies {

  private Bodies() {}

  static byte[] read(InputStream in, int limit) throws IOException, TooLongException {
    byte[] bytes = in.readNBytes(limit + 1);
    if (bytes.length > limit) {
      throw new TooLongException(limit);
    }
    return bytes;
  }
}
