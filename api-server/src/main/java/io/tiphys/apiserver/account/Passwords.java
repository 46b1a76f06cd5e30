package io.tiphys.apiserver.account;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.springframework.security.crypto.bcrypt.BCrypt;

/// Password hashes as the original writes them: bcrypt, `$2a$`, cost 10.
final class Passwords {

  private static final int COST = 10;

  /// What bcrypt looks at.
  static final int LONGEST = 72;

  private Passwords() {}

  /// @throws IllegalArgumentException when it is longer than what bcrypt looks at
  static String hash(String password) {
    if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new IllegalArgumentException("bcrypt: password length exceeds 72 bytes");
    }
    return BCrypt.hashpw(password, BCrypt.gensalt("$2a", COST));
  }

  /// Takes as long for a wrong password as for the right one.
  ///
  /// @param hash what is no bcrypt hash matches nothing
  static boolean matches(String password, String hash) {
    try {
      // No character has less than a byte: what is behind does not count.
      String start = password.substring(0, Math.min(password.length(), LONGEST));
      byte[] bytes = start.getBytes(StandardCharsets.UTF_8);
      return BCrypt.checkpw(Arrays.copyOf(bytes, Math.min(bytes.length, LONGEST)), hash);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
