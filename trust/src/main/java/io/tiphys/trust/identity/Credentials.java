package io.tiphys.trust.identity;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.util.IPAddress;

/// A private key and the certificates that vouch for it, the service's own first.
record Credentials(PrivateKey key, List<X509Certificate> chain) {

  Credentials {
    chain = List.copyOf(chain);
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("credentials without a certificate");
    }
  }

  /// @throws IllegalArgumentException when one of them cannot be read or they do not belong
  ///   together
  static Credentials parse(byte[] certificates, byte[] key) {
    var credentials = new Credentials(Pem.privateKey(key), Pem.certificates(certificates));
    if (!credentials.belongTogether()) {
      throw new IllegalArgumentException("the private key is not that of the certificate");
    }
    return credentials;
  }

  X509Certificate certificate() {
    return chain.getFirst();
  }

  /// When two thirds of the lifetime are over: the rest is there for what can go wrong.
  Instant renewal() {
    Instant start = certificate().getNotBefore().toInstant();
    Instant end = certificate().getNotAfter().toInstant();
    return start.plus(java.time.Duration.between(start, end).multipliedBy(2).dividedBy(3));
  }

  boolean isFor(ServiceNames names) {
    var valid = subjectAlternatives();
    return valid.containsAll(names.dnsNames())
        && names.addresses().stream().map(Credentials::canonical).allMatch(valid::contains);
  }

  boolean isIssuedBy(X509Certificate authority) {
    try {
      certificate().verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private Set<String> subjectAlternatives() {
    try {
      var found = new HashSet<String>();
      var names = certificate().getSubjectAlternativeNames();
      if (names != null) {
        for (var name : names) {
          found.add(canonical(String.valueOf(name.get(1))));
        }
      }
      return found;
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  /// `::1` and `0:0:0:0:0:0:0:1` are one address.
  private static String canonical(String name) {
    if (!IPAddress.isValidIPv6(name)) {
      return name;
    }
    try {
      return java.net.InetAddress.getByName(name).getHostAddress(); // a literal: asks no resolver
    } catch (java.net.UnknownHostException e) {
      return name;
    }
  }

  private boolean belongTogether() {
    try {
      String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      byte[] probe = {1, 2, 3};
      var signer = Signature.getInstance(algorithm);
      signer.initSign(key);
      signer.update(probe);
      byte[] signature = signer.sign();
      signer.initVerify(certificate().getPublicKey());
      signer.update(probe);
      return signer.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }
}
