package io.tiphys.kube.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;

/// Reads a client's certificate chain and its private key: PKCS#8, or the older forms of RSA and EC
/// keys, with their public key or without.
final class PemKeys {

  private PemKeys() {}

  /// @throws GeneralSecurityException when one of them cannot be used; the message quotes nothing
  static KeyManager[] read(String certificatePem, String keyPem)
      throws GeneralSecurityException, IOException {
    var input = new ByteArrayInputStream(certificatePem.getBytes(StandardCharsets.UTF_8));
    Certificate[] chain =
        CertificateFactory.getInstance("X.509")
            .generateCertificates(input)
            .toArray(Certificate[]::new);
    char[] password = new char[0];
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, password);
    store.setKeyEntry("client", key(keyPem), password, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    return factory.getKeyManagers();
  }

  private static PrivateKey key(String pem) throws GeneralSecurityException, IOException {
    try (var parser = new PEMParser(new StringReader(pem))) {
      for (Object object = parser.readObject(); object != null; object = parser.readObject()) {
        switch (object) { // EC parameters may stand before the key
          case PEMKeyPair pair -> {
            return new JcaPEMKeyConverter().getPrivateKey(pair.getPrivateKeyInfo());
          }
          case PrivateKeyInfo info -> {
            return new JcaPEMKeyConverter().getPrivateKey(info);
          }
          default -> {}
        }
      }
    }
    throw new GeneralSecurityException("no private key");
  }
}
