package io.tiphys.apiserver.certificate;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMException;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/// `tls.crt` and `tls.key` as texts. Keys are read as Go writes them (PKCS#1, SEC 1) and as PKCS#8.
final class CertificatePem {

  private CertificatePem() {}

  /// @throws IllegalArgumentException when one of them cannot be read; the message has no key in it
  static ServingCertificate parse(String certificates, String key) {
    ServingCertificate pair;
    try {
      pair = new ServingCertificate(key(key), chain(certificates));
    } catch (IOException | CertificateException e) {
      throw new IllegalArgumentException("tls.crt or tls.key cannot be read as PEM", e);
    }
    if (!isPair(pair.key(), pair.chain().getFirst().getPublicKey())) {
      throw new IllegalArgumentException("tls.key is not the key of the first certificate");
    }
    return pair;
  }

  /// What the one signs, the other must find good.
  private static boolean isPair(PrivateKey key, PublicKey publicKey) {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC", "ECDSA" -> "SHA256withECDSA";
          default -> key.getAlgorithm();
        };
    try {
      byte[] text = "tiphys".getBytes(StandardCharsets.US_ASCII);
      var signing = Signature.getInstance(algorithm);
      signing.initSign(key);
      signing.update(text);
      var checking = Signature.getInstance(algorithm);
      checking.initVerify(publicKey);
      checking.update(text);
      return checking.verify(signing.sign());
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  static String text(X509Certificate certificate) throws CertificateException {
    return text("CERTIFICATE", certificate.getEncoded());
  }

  static String text(PrivateKey key) {
    return text("PRIVATE KEY", key.getEncoded());
  }

  private static String text(String type, byte[] content) {
    var text = new StringWriter();
    try (var writer = new PemWriter(text)) {
      writer.writeObject(new PemObject(type, content));
    } catch (IOException e) {
      throw new IllegalStateException(e); // it writes into memory
    }
    return text.toString();
  }

  private static List<X509Certificate> chain(String text) throws IOException, CertificateException {
    var converter = new JcaX509CertificateConverter();
    var chain = new ArrayList<X509Certificate>();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof X509CertificateHolder holder) {
          chain.add(converter.getCertificate(holder));
        }
      }
    }
    if (chain.isEmpty()) {
      throw new PEMException("no certificate");
    }
    return chain;
  }

  private static PrivateKey key(String text) throws IOException {
    var converter = new JcaPEMKeyConverter();
    try (var parser = new PEMParser(new StringReader(text))) {
      for (Object next = parser.readObject(); next != null; next = parser.readObject()) {
        if (next instanceof PEMKeyPair pair) {
          return converter.getPrivateKey(pair.getPrivateKeyInfo());
        }
        if (next instanceof PrivateKeyInfo info) {
          return converter.getPrivateKey(info);
        }
      }
    }
    throw new PEMException("no private key");
  }
}
