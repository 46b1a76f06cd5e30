package io.tiphys.reposerver.source;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/// Whom a TLS connection believes and who it says it is. Authorities of a host stand in a file
/// named for it (ConfigMap `argocd-tls-certs-cm`) and then replace the system's.
public record TlsTrust(
    KeyManager @Nullable [] keyManagers, TrustManager @Nullable [] trustManagers) {

  static TlsTrust of(Remote remote, Path tlsDirectory)
      throws IOException, GeneralSecurityException {
    if (remote.url().scheme() != GitUrl.Scheme.HTTPS) {
      return new TlsTrust(null, null);
    }
    return of(
        remote.url().host(),
        remote.insecure(),
        remote.tlsClientCertificate(),
        remote.tlsClientKey(),
        tlsDirectory);
  }

  /// @param host whose authorities are believed
  /// @param insecure believe anybody
  /// @param certificate PEM of the client; empty for none
  /// @param key PEM of its key
  /// @param tlsDirectory one file of authorities per host
  public static TlsTrust of(
      String host, boolean insecure, String certificate, String key, Path tlsDirectory)
      throws IOException, GeneralSecurityException {
    return new TlsTrust(identity(certificate, key), authorities(host, insecure, tlsDirectory));
  }

  /// For clients that take one.
  public SSLContext context() throws GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(keyManagers, trustManagers, null);
    return context;
  }

  private static TrustManager @Nullable [] authorities(
      String host, boolean insecure, Path tlsDirectory)
      throws IOException, GeneralSecurityException {
    if (insecure) {
      return new TrustManager[] {new Anyone()};
    }
    Path file = tlsDirectory.resolve(host).normalize();
    if (!file.startsWith(tlsDirectory.normalize()) || !Files.isRegularFile(file)) {
      return null;
    }
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    int number = 0;
    try (InputStream input = Files.newInputStream(file)) {
      for (Certificate certificate : certificates(input)) {
        store.setCertificateEntry("authority-" + number++, certificate);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager @Nullable [] identity(String certificate, String privateKey)
      throws IOException, GeneralSecurityException {
    if (certificate.isBlank() || privateKey.isBlank()) {
      return null;
    }
    byte[] pem = certificate.getBytes(StandardCharsets.UTF_8);
    var chain = certificates(new ByteArrayInputStream(pem)).toArray(Certificate[]::new);
    var key = PrivateKeys.read(privateKey).getFirst().getPrivate();
    var store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry("client", key, new char[0], chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static Collection<? extends Certificate> certificates(InputStream input)
      throws GeneralSecurityException {
    return CertificateFactory.getInstance("X.509").generateCertificates(input);
  }

  /// For repositories that are marked insecure.
  private static final class Anyone extends X509ExtendedTrustManager {

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, java.net.@Nullable Socket socket) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, java.net.@Nullable Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, @Nullable SSLEngine engine) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
