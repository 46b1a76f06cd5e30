package io.tiphys.exchange.state;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;

/// The first 128 bits of SHA-256, as text.
final class Digests {

  private static final int BYTES = 16;
  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();

  private Digests() {}

  static String of(byte[] content) {
    return text(sha256().digest(content));
  }

  /// Of the keys and stamps of items in their order.
  static String of(Iterable<? extends Item<?>> items) {
    MessageDigest digest = sha256();
    for (Item<?> item : items) {
      add(digest, item.key());
      add(digest, item.stamp());
    }
    return text(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
    digest.update(bytes);
  }

  private static String text(byte[] hash) {
    return TEXT.encodeToString(Arrays.copyOf(hash, BYTES));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}
