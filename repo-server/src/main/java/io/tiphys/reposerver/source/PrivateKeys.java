package io.tiphys.reposerver.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.util.security.SecurityUtils;

/// Private keys as users paste them: OpenSSH, PKCS#1, PKCS#8 and SEC1 in PEM.
final class PrivateKeys {

  private PrivateKeys() {}

  /// @throws GeneralSecurityException when there is no key in the text, or one with a passphrase;
  ///   the message does not repeat the text
  static List<KeyPair> read(String pem) throws GeneralSecurityException {
    var keys = new ArrayList<KeyPair>();
    String text = pem.strip().replace("\r\n", "\n") + "\n";
    try (var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      var read =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("private key"), input, null);
      if (read != null) {
        read.forEach(keys::add);
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      throw new GeneralSecurityException(
          "the private key cannot be read: it must be in PEM form and without a passphrase");
    }
    if (keys.isEmpty()) {
      throw new GeneralSecurityException("there is no private key in the given text");
    }
    return keys;
  }
}
