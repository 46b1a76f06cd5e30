package io.tiphys.apiserver.hostkeys;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/// A certificate that a repository server, or who signed for it, is believed by.
record ServerCertificate(X509Certificate certificate) {

  private static final String BEGIN = "-----BEGIN CERTIFICATE-----";
  private static final String END = "-----END CERTIFICATE-----";
  private static final int COUNT_LIMIT = 200;

  /// All in a PEM text; what stands around them is passed over.
  ///
  /// @throws CertificateException when one of them is none, or they are too many
  static List<ServerCertificate> parse(String pem) throws CertificateException {
    var certificates = new ArrayList<ServerCertificate>();
    int start = pem.indexOf(BEGIN);
    while (start >= 0) {
      int end = pem.indexOf(END, start);
      if (end < 0) {
        throw new CertificateException("a certificate does not end");
      }
      if (certificates.size() == COUNT_LIMIT) {
        throw new CertificateException("more than " + COUNT_LIMIT + " certificates");
      }
      certificates.add(read(pem.substring(start, end + END.length())));
      start = pem.indexOf(BEGIN, end);
    }
    return certificates;
  }

  private static ServerCertificate read(String block) throws CertificateException {
    var octets = new ByteArrayInputStream(block.getBytes(StandardCharsets.US_ASCII));
    var read = CertificateFactory.getInstance("X.509").generateCertificate(octets);
    return new ServerCertificate((X509Certificate) read);
  }

  String pem() throws CertificateException {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return BEGIN + "\n" + lines.encodeToString(certificate.getEncoded()) + "\n" + END + "\n";
  }

  /// `rsa`, `ecdsa`, `ed25519`.
  String keyType() {
    String algorithm = certificate.getPublicKey().getAlgorithm();
    return switch (algorithm) {
      case "EC" -> "ecdsa";
      case "EdDSA" -> "ed25519";
      default -> algorithm.toLowerCase(Locale.ROOT);
    };
  }

  /// For people.
  String subject() {
    return SubjectName.of(certificate.getSubjectX500Principal().getEncoded());
  }
}
