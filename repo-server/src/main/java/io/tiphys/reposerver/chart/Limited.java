package io.tiphys.reposerver.chart;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body that may not be larger than wanted.
final class Limited extends FilterInputStream {

  private final long limit;
  private long left;

  Limited(InputStream body, long limit) {
    super(body);
    this.limit = limit;
    this.left = limit;
  }

  @Override
  public int read() throws IOException {
    int one = super.read();
    if (one >= 0) {
      count(1);
    }
    return one;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    if (count > 0) {
      count(count);
    }
    return count;
  }

  private void count(int more) throws IOException {
    left -= more;
    if (left < 0) {
      throw new IOException("the answer has more than %d bytes".formatted(limit));
    }
  }
}
