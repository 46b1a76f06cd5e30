package io.tiphys.testkit.cluster;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Requests of a cluster's administrator with the JDK's own client, so that a test of ours does not
/// judge our client by itself.
public final class AdminRequest {

  static final TrustManager TRUST_ANY = new TrustAny();

  private final HttpClient client;
  private final String server;
  private final String token;

  AdminRequest(String server, String token, TrustManager trust) {
    this.server = server;
    this.token = token;
    client =
        HttpClient.newBuilder()
            .sslContext(believing(trust))
            .connectTimeout(Duration.ofSeconds(5))
            .build();
  }

  /// @param connection the cluster
  public static AdminRequest to(Connection connection) {
    return new AdminRequest(
        connection.server(), connection.token(), trustOnly(connection.certificateAuthority()));
  }

  public HttpResponse<String> get(String path) throws IOException {
    return send("GET", path, "application/json", "");
  }

  public HttpResponse<String> post(String path, String json) throws IOException {
    return send("POST", path, "application/json", json);
  }

  public HttpResponse<String> put(String path, String json) throws IOException {
    return send("PUT", path, "application/json", json);
  }

  /// A JSON merge patch.
  public HttpResponse<String> patch(String path, String json) throws IOException {
    return send("PATCH", path, "application/merge-patch+json", json);
  }

  /// A patch of any type.
  public HttpResponse<String> patch(String path, String mediaType, String body) throws IOException {
    return send("PATCH", path, mediaType, body);
  }

  /// Server-side apply with force, as manager `test`; takes YAML.
  public HttpResponse<String> apply(String path, String yaml) throws IOException {
    return send(
        "PATCH", path + "?fieldManager=test&force=true", "application/apply-patch+yaml", yaml);
  }

  public HttpResponse<String> delete(String path) throws IOException {
    return send("DELETE", path, "application/json", "");
  }

  private HttpResponse<String> send(String method, String path, String type, String body)
      throws IOException {
    var request =
        HttpRequest.newBuilder(URI.create(server + path))
            .timeout(Duration.ofSeconds(30))
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Accept", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /// What a client needs to believe the cluster's certificate and no other.
  public static SSLContext tls(Connection connection) {
    return believing(trustOnly(connection.certificateAuthority()));
  }

  /// What a client needs to believe any certificate.
  public static SSLContext anyTls() {
    return believing(TRUST_ANY);
  }

  private static SSLContext believing(TrustManager trust) {
    try {
      SSLContext tls = SSLContext.getInstance("TLS");
      tls.init(null, new TrustManager[] {trust}, null);
      return tls;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static TrustManager trustOnly(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      int i = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(
                  new ByteArrayInputStream(pem.getBytes(StandardCharsets.UTF_8)))) {
        store.setCertificateEntry("ca" + i++, certificate);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the cluster's certificate cannot be read", e);
    }
  }

  private static final class TrustAny extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
