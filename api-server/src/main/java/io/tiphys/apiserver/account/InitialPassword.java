package io.tiphys.apiserver.account;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The password that an installation begins with: made from its key and the time, so that each
/// replica, and a process that was stopped in between, comes to the same. Who has the key needs no
/// password: it signs sessions.
final class InitialPassword {

  private static final String LETTERS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-";

  private static final int LENGTH = 16;

  private InitialPassword() {}

  /// @param key `server.secretkey`
  /// @param mtime `admin.passwordMtime`, as it is written
  static String of(String key, String mtime) {
    var password = new StringBuilder(LENGTH);
    for (int round = 0; password.length() < LENGTH; round++) {
      for (byte random : mac(key, "initial admin password " + mtime + " " + round)) {
        int index = random & 0x3f; // each letter is as likely as the others
        if (index < LETTERS.length() && password.length() < LENGTH) {
          password.append(LETTERS.charAt(index));
        }
      }
    }
    return password.toString();
  }

  private static byte[] mac(String key, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
