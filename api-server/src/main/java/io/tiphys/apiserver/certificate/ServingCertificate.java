package io.tiphys.apiserver.certificate;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/// A certificate with its chain and its private key.
public record ServingCertificate(PrivateKey key, List<X509Certificate> chain) {

  public ServingCertificate {
    chain = List.copyOf(chain);
  }

  /// In memory, with an empty password.
  public KeyStore keyStore() {
    try {
      var store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("server", key, new char[0], chain.toArray(X509Certificate[]::new));
      return store;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the serving certificate cannot be used", e);
    }
  }

  @Override
  public String toString() {
    return "ServingCertificate[" + chain.getFirst().getSubjectX500Principal() + "]";
  }
}
