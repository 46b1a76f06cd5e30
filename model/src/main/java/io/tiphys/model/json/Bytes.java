package io.tiphys.model.json;

import java.util.Arrays;
import java.util.Base64;

/// Octets as a value: base64 in JSON, as Go writes a `[]byte`. Often a certificate or its key, so
/// the text form tells only the size.
public final class Bytes {

  /// No octets.
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] content;

  private Bytes(byte[] content) {
    this.content = content;
  }

  public static Bytes of(byte[] content) {
    return content.length == 0 ? EMPTY : new Bytes(content.clone());
  }

  /// @throws IllegalArgumentException when it is not base64
  public static Bytes ofBase64(String text) {
    return of(Base64.getDecoder().decode(text));
  }

  public byte[] toArray() {
    return content.clone();
  }

  public String toBase64() {
    return Base64.getEncoder().encodeToString(content);
  }

  public int size() {
    return content.length;
  }

  public boolean isEmpty() {
    return content.length == 0;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && Arrays.equals(content, bytes.content);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(content);
  }

  @Override
  public String toString() {
    return content.length + " bytes";
  }
}
