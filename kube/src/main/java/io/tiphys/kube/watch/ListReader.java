package io.tiphys.kube.watch;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.function.Function;

/// Cuts a page of a list into its items while it arrives. Only one item is in memory, not the page.
final class ListReader {

  /// What stands in a page beside its items.
  ///
  /// @param resourceVersion of the whole list
  /// @param continueToken for the next page; empty on the last one
  record Page(String resourceVersion, String continueToken) {}

  /// Where an item is; valid until the next one.
  interface Item {
    void at(byte[] buffer, int from, int to);
  }

  private static final int CHUNK = 32 << 10;
  private static final int ITEM_LIMIT = 64 << 20;

  private final InputStream input;
  private byte[] buffer = new byte[CHUNK];
  private int at;
  private int limit;
  private int mark = -1;
  private String resourceVersion = "";
  private String continueToken = "";

  ListReader(InputStream input) {
    this.input = input;
  }

  /// @throws IOException when the connection breaks, or what arrives is no list
  Page read(Item items) throws IOException {
    expect('{');
    while (next() != '}') {
      skipIf(',');
      String name = capture(bytes -> new JsonScanner(bytes).string());
      expect(':');
      switch (name) {
        case "items" -> items(items);
        case "metadata" -> metadata();
        default -> skip();
      }
    }
    return new Page(resourceVersion, continueToken);
  }

  private void items(Item items) throws IOException {
    if (next() != '[') {
      skip(); // null
      return;
    }
    at++;
    while (next() != ']') {
      skipIf(',');
      next();
      mark = at;
      skip();
      items.at(buffer, mark, at);
      mark = -1;
    }
    at++;
  }

  private void metadata() throws IOException {
    capture(bytes -> {
      var scanner = new JsonScanner(bytes);
      scanner.enterObject();
      while (scanner.nextMember()) {
        if (scanner.isNamed("resourceVersion")) {
          resourceVersion = scanner.string();
        } else if (scanner.isNamed("continue")) {
          continueToken = scanner.string();
        } else {
          scanner.stepOver();
        }
      }
      return "";
    });
  }

  private String capture(Function<byte[], String> reader) throws IOException {
    next();
    mark = at;
    skip();
    byte[] bytes = Arrays.copyOfRange(buffer, mark, at);
    mark = -1;
    return reader.apply(bytes);
  }

  private void skip() throws IOException {
    byte c = next();
    if (c == '"') {
      skipString();
    } else if (c == '{' || c == '[') {
      skipNested();
    } else {
      while (c != ',' && c != '}' && c != ']' && c > ' ') {
        at++;
        c = here();
      }
    }
  }

  private void skipNested() throws IOException {
    int depth = 0;
    do {
      byte c = here();
      if (c == '"') {
        skipString();
        continue;
      }
      if (c == '{' || c == '[') {
        depth++;
      } else if (c == '}' || c == ']') {
        depth--;
      }
      at++;
    } while (depth > 0);
  }

  private void skipString() throws IOException {
    at++;
    while (true) {
      byte c = here();
      at++;
      if (c == '"') {
        return;
      }
      if (c == '\\') {
        here();
        at++;
      }
    }
  }

  private void expect(char c) throws IOException {
    if (next() != c) {
      throw new IOException("the answer is no list of objects");
    }
    at++;
  }

  private void skipIf(char c) throws IOException {
    if (next() == c) {
      at++;
      next();
    }
  }

  /// The next byte that is no white space; stays in front of it.
  private byte next() throws IOException {
    byte c = here();
    while (c <= ' ' && c >= 0) {
      at++;
      c = here();
    }
    return c;
  }

  private byte here() throws IOException {
    if (at == limit) {
      fill();
    }
    return buffer[at];
  }

  private void fill() throws IOException {
    int keep = mark < 0 ? at : mark;
    if (keep > 0) {
      System.arraycopy(buffer, keep, buffer, 0, limit - keep);
      at -= keep;
      limit -= keep;
      mark = mark < 0 ? -1 : 0;
    }
    if (limit == buffer.length) {
      if (limit >= ITEM_LIMIT) {
        throw new IOException("an object of more than " + (ITEM_LIMIT >> 20) + " MiB");
      }
      buffer = Arrays.copyOf(buffer, limit * 2);
    }
    int count = input.read(buffer, limit, buffer.length - limit);
    if (count < 0) {
      throw new IOException("the list ends in its middle");
    }
    limit += count;
  }
}
