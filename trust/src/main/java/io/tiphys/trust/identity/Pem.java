package io.tiphys.trust.identity;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// Certificates and private keys as PEM. Errors never quote what was read.
final class Pem {

  private Pem() {}

  static byte[] write(List<X509Certificate> certificates) {
    try {
      var text = new StringWriter();
      try (var writer = new PemWriter(text)) {
        for (var certificate : certificates) {
          writer.writeObject(new PemObject("CERTIFICATE", certificate.getEncoded()));
        }
      }
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a certificate has no encoding", e);
    }
  }

  static byte[] write(PrivateKey key) {
    try {
      var text = new StringWriter();
      try (var writer = new PemWriter(text)) {
        writer.writeObject(new PemObject("PRIVATE KEY", key.getEncoded()));
      }
      return text.toString().getBytes(StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// @throws IllegalArgumentException when there is no certificate in it
  static List<X509Certificate> certificates(byte[] pem) {
    try {
      var found = new ArrayList<X509Certificate>();
      var factory = CertificateFactory.getInstance("X.509");
      for (var certificate : factory.generateCertificates(new ByteArrayInputStream(pem))) {
        found.add((X509Certificate) certificate);
      }
      if (found.isEmpty()) {
        throw new IllegalArgumentException("no certificate in PEM");
      }
      return List.copyOf(found);
    } catch (CertificateException e) {
      throw new IllegalArgumentException("no certificate in PEM", e);
    }
  }

  /// @param pem PKCS#8, or the older form of one algorithm
  /// @throws IllegalArgumentException when there is no private key in it, or an encrypted one
  static PrivateKey privateKey(byte[] pem) {
    try (var parser = new PEMParser(new StringReader(new String(pem, StandardCharsets.US_ASCII)))) {
      for (Object item = parser.readObject(); item != null; item = parser.readObject()) {
        if (item instanceof PrivateKeyInfo key) {
          return privateKey(key);
        }
        if (item instanceof PEMKeyPair pair) {
          return privateKey(pair.getPrivateKeyInfo());
        }
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalArgumentException("no private key in PEM that can be used", e);
    }
    throw new IllegalArgumentException("no private key in PEM");
  }

  private static PrivateKey privateKey(PrivateKeyInfo key)
      throws IOException, GeneralSecurityException {
    var algorithm = key.getPrivateKeyAlgorithm().getAlgorithm();
    String name = algorithm.equals(X9ObjectIdentifiers.id_ecPublicKey) ? "EC" : "RSA";
    return KeyFactory.getInstance(name).generatePrivate(new PKCS8EncodedKeySpec(key.getEncoded()));
  }
}
