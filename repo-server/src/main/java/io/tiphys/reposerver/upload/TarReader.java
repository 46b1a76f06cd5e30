package io.tiphys.reposerver.upload;

import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;
import io.tiphys.reposerver.source.TooLarge;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Reads an archive as Go's `archive/tar` writes it: ustar, with the long names of pax and GNU.
final class TarReader {

  private static final int BLOCK = 512;
  private static final int MAX_EXTENSION = 1 << 20;
  private static final int EXECUTABLE = 0100;

  private final InputStream input;
  private long left;
  private long padding;

  TarReader(InputStream input) {
    this.input = input;
  }

  /// The next entry; what is left of the one before is skipped.
  Optional<TarEntry> next() throws IOException, SourceException {
    Map<String, String> extension = new HashMap<>();
    while (true) {
      skipContent();
      byte[] head = input.readNBytes(BLOCK);
      if (head.length < BLOCK || isEmpty(head)) {
        return Optional.empty();
      }
      long size = number(head, 124, 12);
      char type = head[156] == 0 ? TarEntry.FILE : (char) head[156];
      begin(size);
      switch (type) {
        case 'x' -> extension.putAll(records(text()));
        case 'g' -> text();
        case 'L' -> extension.put("path", withoutEnd(text()));
        case 'K' -> extension.put("linkpath", withoutEnd(text()));
        default -> {
          return Optional.of(entry(head, type, size, extension));
        }
      }
    }
  }

  private TarEntry entry(byte[] head, char type, long size, Map<String, String> extension)
      throws SourceException {
    long real = size;
    String given = extension.get("size");
    if (given != null) {
      real = decimal(given);
      begin(real);
    }
    String prefix = string(head, 345, 155);
    String name = string(head, 0, 100);
    boolean isUstar = string(head, 257, 5).equals("ustar");
    String path = isUstar && !prefix.isEmpty() ? prefix + "/" + name : name;
    return new TarEntry(
        extension.getOrDefault("path", path),
        type,
        extension.getOrDefault("linkpath", string(head, 157, 100)),
        (number(head, 100, 8) & EXECUTABLE) != 0,
        real);
  }

  /// Some of the current entry's content.
  ///
  /// @return -1 at its end
  int read(byte[] into) throws IOException {
    if (left == 0) {
      return -1;
    }
    int count = input.read(into, 0, (int) Math.min(into.length, left));
    if (count < 0) {
      throw new EOFException("the archive ends in the middle of a file");
    }
    left -= count;
    return count;
  }

  private void begin(long size) {
    left = size;
    padding = (BLOCK - size % BLOCK) % BLOCK;
  }

  private void skipContent() throws IOException {
    input.skipNBytes(left + padding);
    left = 0;
    padding = 0;
  }

  private String text() throws IOException, SourceException {
    if (left > MAX_EXTENSION) {
      throw new TooLarge("a name in the archive", left, MAX_EXTENSION);
    }
    byte[] bytes = input.readNBytes((int) left);
    if (bytes.length < left) {
      throw new EOFException("the archive ends in the middle of a name");
    }
    left = 0;
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /// `LENGTH KEY=VALUE\n`, one after the other; lengths count bytes.
  private static Map<String, String> records(String text) throws SourceException {
    var records = new HashMap<String, String>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    int at = 0;
    while (at < bytes.length) {
      int space = at;
      while (space < bytes.length && bytes[space] != ' ') {
        space++;
      }
      long length = decimal(new String(bytes, at, space - at, StandardCharsets.UTF_8));
      int content = (int) (at + length - space - 2);
      if (length > bytes.length - at || content < 0) {
        throw broken();
      }
      String record = new String(bytes, space + 1, content, StandardCharsets.UTF_8);
      int equals = record.indexOf('=');
      if (equals > 0) {
        records.put(record.substring(0, equals), record.substring(equals + 1));
      }
      at += (int) length;
    }
    return records;
  }

  private static long decimal(String text) throws SourceException {
    if (!text.matches("\\d{1,12}")) {
      throw broken();
    }
    return Long.parseLong(text);
  }

  /// Octal, or binary after a set highest bit.
  private static long number(byte[] head, int from, int length) throws SourceException {
    if ((head[from] & 0x80) != 0) {
      long value = head[from] & 0x7f;
      for (int i = from + 1; i < from + length; i++) {
        if (value > Long.MAX_VALUE >> 8) {
          throw broken();
        }
        value = value << 8 | (head[i] & 0xff);
      }
      return value;
    }
    String text = string(head, from, length).strip();
    if (text.isEmpty()) {
      return 0;
    }
    if (!text.matches("[0-7]+")) {
      throw broken();
    }
    return Long.parseLong(text, 8);
  }

  private static String string(byte[] head, int from, int length) {
    int end = from;
    while (end < from + length && head[end] != 0) {
      end++;
    }
    return new String(head, from, end - from, StandardCharsets.UTF_8);
  }

  private static String withoutEnd(String text) {
    int end = text.indexOf('\0');
    return end < 0 ? text : text.substring(0, end);
  }

  private static boolean isEmpty(byte[] head) {
    for (byte one : head) {
      if (one != 0) {
        return false;
      }
    }
    return true;
  }

  private static SourceException broken() {
    return new SourceException(Reason.INVALID, "the archive is not a tar file");
  }
}
