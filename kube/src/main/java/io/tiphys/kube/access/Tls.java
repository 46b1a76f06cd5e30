package io.tiphys.kube.access;

/// The TLS side of a cluster's access. PEM texts; empty where there is none.
///
/// @param caPem certificates that the server's is checked against; empty for the system's
/// @param certificatePem the client's certificate chain
/// @param keyPem the client's private key
/// @param insecure do not check the server's certificate
/// @param serverName the name to ask for and to check, when it is not the URL's host
public record Tls(
    String caPem, String certificatePem, String keyPem, boolean insecure, String serverName) {

  /// The system's certificates, no client certificate.
  public static final Tls DEFAULT = new Tls("", "", "", false, "");

  /// Checks the server's certificate against these.
  public static Tls trusting(String caPem) {
    return new Tls(caPem, "", "", false, "");
  }

  Tls withClientCertificate(String newCertificatePem, String newKeyPem) {
    return new Tls(caPem, newCertificatePem, newKeyPem, insecure, serverName);
  }

  @Override
  public String toString() {
    return "Tls[insecure=" + insecure + ", serverName=" + serverName + "]";
  }
}
