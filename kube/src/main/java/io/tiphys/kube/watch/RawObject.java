package io.tiphys.kube.watch;

import java.nio.charset.StandardCharsets;

/// One object as it arrived: what identifies it, and its JSON in a buffer that is used again. Valid
/// only during the call that it is given to; what is kept is copied by asking for it.
public final class RawObject {

  private static final byte[] NONE = {};

  private final ObjectHeader header;
  private final byte[] buffer;
  private final int from;
  private final int to;
  private final boolean hasType;
  private final int cutFrom;
  private final int cutTo;

  /// @param hasType whether apiVersion and kind stand in it: they do not in lists of built-in kinds
  /// @param cutFrom where the managedFields and their comma start; equal to `cutTo` for none
  RawObject(
      ObjectHeader header,
      byte[] buffer,
      int from,
      int to,
      boolean hasType,
      int cutFrom,
      int cutTo) {
    this.header = header;
    this.buffer = buffer;
    this.from = from;
    this.to = to;
    this.hasType = hasType;
    this.cutFrom = cutFrom;
    this.cutTo = cutTo;
  }

  /// @param target the collection that it is of
  /// @param json the whole object
  public static RawObject of(WatchTarget target, byte[] json) {
    return new HeaderReader(target).read(json, 0, json.length);
  }

  public ObjectHeader header() {
    return header;
  }

  /// A cursor at the object's start.
  public JsonScanner scan() {
    return new JsonScanner(buffer, from, to);
  }

  /// The whole object.
  public byte[] json() {
    return copy(from, from);
  }

  /// The object without `metadata.managedFields`, often half of it.
  public byte[] jsonWithoutManagedFields() {
    return copy(cutFrom, cutTo);
  }

  private byte[] copy(int skipFrom, int skipTo) {
    byte[] type = hasType ? NONE : type();
    int head = hasType ? from : afterBrace();
    int gapFrom = Math.max(head, skipFrom);
    int gapTo = Math.max(head, skipTo);
    byte[] copy = new byte[type.length + (gapFrom - head) + (to - gapTo)];
    System.arraycopy(type, 0, copy, 0, type.length);
    System.arraycopy(buffer, head, copy, type.length, gapFrom - head);
    System.arraycopy(buffer, gapTo, copy, type.length + gapFrom - head, to - gapTo);
    return copy;
  }

  private int afterBrace() {
    int at = from;
    while (buffer[at] != '{') {
      at++;
    }
    return at + 1;
  }

  private byte[] type() {
    return ("{\"kind\":\""
            + header.key().kind()
            + "\",\"apiVersion\":\""
            + header.apiVersion()
            + "\",")
        .getBytes(StandardCharsets.UTF_8);
  }
}
