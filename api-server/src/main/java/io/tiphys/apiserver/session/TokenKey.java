package io.tiphys.apiserver.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A token's id as a key of a Secret: of one length, whatever the id is.
///
/// @param hex digits of a hash
record TokenKey(String hex) {

  private static final int BYTES = 20;

  static TokenKey of(String id) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8));
      return new TokenKey(HexFormat.of().formatHex(digest, 0, BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Which of the Secrets it is in.
  char shard() {
    return hex.charAt(0);
  }
}
