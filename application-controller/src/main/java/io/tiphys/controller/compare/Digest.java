package io.tiphys.controller.compare;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The first 128 bits of a SHA-256: equal for equal bytes, and different for others that anybody
/// could find.
public record Digest(long high, long low) {

  static Digest of(byte[] bytes) {
    return ofHash(sha256().digest(bytes));
  }

  /// Of texts in their order.
  public static Digest of(List<String> texts) {
    MessageDigest sha256 = sha256();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      sha256.update(ByteBuffer.allocate(4).putInt(0, bytes.length));
      sha256.update(bytes);
    }
    return ofHash(sha256.digest());
  }

  private static Digest ofHash(byte[] hash) {
    ByteBuffer buffer = ByteBuffer.wrap(hash);
    return new Digest(buffer.getLong(), buffer.getLong());
  }

  /// 32 hexadecimal digits.
  public String text() {
    return "%016x%016x".formatted(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
