package io.tiphys.apiserver.webhook;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Whether a delivery comes from one who knows the secret. Takes as long for a wrong proof as for a
/// right one.
final class Proof {

  private Proof() {}

  /// @param algorithm such as `HmacSHA256`
  /// @param signature in hexadecimal digits, in any case
  static boolean isSigned(String algorithm, String secret, byte[] body, String signature) {
    String expected = HexFormat.of().formatHex(hmac(algorithm, secret, body));
    return isSame(expected, signature.toLowerCase(Locale.ROOT));
  }

  /// Whether two texts are the same, whatever their lengths.
  static boolean isSame(String expected, String given) {
    return MessageDigest.isEqual(digest(expected), digest(given));
  }

  /// @param authorization the header's value
  static boolean isBasic(String username, String password, String authorization) {
    if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
      return false;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(authorization.substring(6).strip());
    } catch (IllegalArgumentException e) {
      return false;
    }
    return isSame(username + ":" + password, new String(decoded, StandardCharsets.UTF_8));
  }

  private static byte[] hmac(String algorithm, String secret, byte[] body) {
    try {
      var mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm + " is part of every Java", e);
    }
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-256 is part of every Java", e);
    }
  }
}
