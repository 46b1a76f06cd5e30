package io.tiphys.apiserver.webhook;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/// Reads the bodies of deliveries into memory that they all share.
final class BodyReader {

  private static final int CHUNK = 64 << 10;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final long memory;
  private final AtomicLong used = new AtomicLong();

  /// @param memory bytes for all bodies that are being read or worked on; one alone may have more
  BodyReader(long memory) {
    this.memory = memory;
  }

  /// How reading went.
  sealed interface Outcome extends AutoCloseable {

    /// @param close gives the memory back
    @SuppressWarnings("ArrayRecordComponent") // compared by nobody
    record Whole(byte[] body, Runnable release) implements Outcome {
      @Override
      public void close() {
        release.run();
      }
    }

    /// It is longer than may be, slower than may be, or broke off.
    record Unreadable() implements Outcome {}

    /// Others take up the memory.
    record Busy() implements Outcome {}

    @Override
    default void close() {}
  }

  /// @param limit bytes that it may have
  Outcome read(InputStream in, long limit) {
    long deadline = System.nanoTime() + LONGEST.toNanos();
    var chunks = new ArrayList<byte[]>();
    long reserved = 0;
    long length = 0;
    boolean isWhole = false;
    try {
      while (length <= limit && System.nanoTime() < deadline) {
        if (!reserve(reserved)) {
          return new Outcome.Busy();
        }
        reserved += 2 * CHUNK;
        byte[] chunk = in.readNBytes(CHUNK);
        length += chunk.length;
        chunks.add(chunk);
        if (chunk.length < CHUNK) {
          isWhole = length <= limit;
          break;
        }
      }
      if (!isWhole) {
        return new Outcome.Unreadable();
      }
      long held = reserved;
      reserved = 0;
      return new Outcome.Whole(joined(chunks, (int) length), () -> used.addAndGet(-held));
    } catch (IOException e) {
      return new Outcome.Unreadable();
    } finally {
      used.addAndGet(-reserved);
    }
  }

  /// A chunk is there twice when it is put to the others.
  ///
  /// @param held by the same body already
  private boolean reserve(long held) {
    long now = used.addAndGet(2L * CHUNK);
    if (now <= memory || now == held + 2L * CHUNK) {
      return true;
    }
    used.addAndGet(-2L * CHUNK);
    return false;
  }

  private static byte[] joined(List<byte[]> chunks, int length) {
    byte[] body = new byte[length];
    int at = 0;
    for (byte[] chunk : chunks) {
      System.arraycopy(chunk, 0, body, at, chunk.length);
      at += chunk.length;
    }
    return body;
  }
}
