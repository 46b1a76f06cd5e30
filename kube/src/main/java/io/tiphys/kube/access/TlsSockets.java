package io.tiphys.kube.access;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/// TLS sockets as a cluster's access wants them: its certificates, its server name, and a limit for
/// the handshake, which OkHttp takes from the read timeout otherwise.
final class TlsSockets extends SSLSocketFactory {

  private final SSLSocketFactory sockets;
  private final String serverName;
  private final int handshakeMillis;
  final X509TrustManager trust;

  /// @throws IOException when a certificate or key cannot be used; the message does not quote it
  TlsSockets(Tls tls, int handshakeMillis) throws IOException {
    this.serverName = tls.serverName();
    this.handshakeMillis = handshakeMillis;
    try {
      this.trust = tls.insecure() ? new TrustAll() : trust(tls.caPem());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys(tls), new TrustManager[] {trust}, new SecureRandom());
      this.sockets = context.getSocketFactory();
    } catch (GeneralSecurityException | RuntimeException e) {
      throw new IOException("the cluster's TLS configuration cannot be used: " + kind(e), e);
    }
  }

  private static String kind(Exception e) {
    return e.getClass().getSimpleName();
  }

  private static KeyManager @Nullable [] keys(Tls tls)
      throws GeneralSecurityException, IOException {
    if (tls.certificatePem().isEmpty()) {
      return null;
    }
    return PemKeys.read(tls.certificatePem(), tls.keyPem());
  }

  private static X509TrustManager trust(String caPem) throws GeneralSecurityException, IOException {
    KeyStore store = null;
    if (!caPem.isEmpty()) {
      store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int i = 0;
      var input = new ByteArrayInputStream(caPem.getBytes(StandardCharsets.UTF_8));
      for (Certificate ca : CertificateFactory.getInstance("X.509").generateCertificates(input)) {
        store.setCertificateEntry("ca" + i++, ca);
      }
    }
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    for (TrustManager manager : factory.getTrustManagers()) {
      if (manager instanceof X509TrustManager x509) {
        return x509;
      }
    }
    throw new GeneralSecurityException("no X.509 trust manager");
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    Socket tls = sockets.createSocket(socket, host, port, autoClose);
    tls.setSoTimeout(handshakeMillis); // OkHttp sets its own once the handshake is done
    if (!serverName.isEmpty() && tls instanceof SSLSocket ssl) {
      var parameters = ssl.getSSLParameters();
      parameters.setServerNames(List.of(new SNIHostName(serverName)));
      ssl.setSSLParameters(parameters);
    }
    return tls;
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return sockets.createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets.createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress local, int localPort)
      throws IOException {
    return sockets.createSocket(address, port, local, localPort);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return sockets.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return sockets.getSupportedCipherSuites();
  }

  /// For clusters whose access says `insecure`.
  private static final class TrustAll extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
