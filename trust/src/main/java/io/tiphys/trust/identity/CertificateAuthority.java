package io.tiphys.trust.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/// The installation's own authority: it vouches for its services and for nothing else.
///
/// Keys are ECDSA on P-256. The authority lives ten years, a service's certificate ninety days.
final class CertificateAuthority {

  private static final Duration OWN_LIFETIME = Duration.ofDays(3650);
  private static final Duration LEAF_LIFETIME = Duration.ofDays(90);

  /// Clocks of two machines may differ by this much.
  private static final Duration SKEW = Duration.ofHours(1);

  private static final SecureRandom RANDOM = new SecureRandom();

  private final Credentials own;

  private CertificateAuthority(Credentials own) {
    this.own = own;
  }

  static CertificateAuthority create(Instant now) {
    try {
      var pair = keyPair();
      var utils = new JcaX509ExtensionUtils();
      var name = new X500Name("CN=Tiphys installation,O=Tiphys");
      var builder =
          builder(name, name, pair, now, now.plus(OWN_LIFETIME))
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
              .addExtension(
                  Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign))
              .addExtension(
                  Extension.subjectKeyIdentifier,
                  false,
                  utils.createSubjectKeyIdentifier(pair.getPublic()));
      var certificate = sign(builder, pair.getPrivate());
      return new CertificateAuthority(new Credentials(pair.getPrivate(), List.of(certificate)));
    } catch (GeneralSecurityException | CertIOException e) {
      throw new IllegalStateException("cannot make a certificate authority", e);
    }
  }

  /// @throws IllegalArgumentException when the two do not belong together or cannot be read
  static CertificateAuthority parse(byte[] certificate, byte[] key) {
    return new CertificateAuthority(Credentials.parse(certificate, key));
  }

  X509Certificate certificate() {
    return own.certificate();
  }

  PrivateKey key() {
    return own.key();
  }

  /// A new key and a certificate for it, for clients and servers alike.
  Credentials issue(ServiceNames names, Instant now) {
    try {
      var pair = keyPair();
      var utils = new JcaX509ExtensionUtils();
      Instant end = now.plus(LEAF_LIFETIME);
      Instant last = certificate().getNotAfter().toInstant();
      var builder =
          builder(
                  X500Name.getInstance(certificate().getSubjectX500Principal().getEncoded()),
                  new X500Name("CN=" + names.service() + ",O=Tiphys"),
                  pair,
                  now,
                  end.isBefore(last) ? end : last)
              .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
              .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }))
              .addExtension(Extension.subjectAlternativeName, false, alternatives(names))
              .addExtension(
                  Extension.authorityKeyIdentifier,
                  false,
                  utils.createAuthorityKeyIdentifier(certificate().getPublicKey()));
      return new Credentials(pair.getPrivate(), List.of(sign(builder, own.key())));
    } catch (GeneralSecurityException | CertIOException e) {
      throw new IllegalStateException("cannot issue a certificate for " + names.service(), e);
    }
  }

  private static GeneralNames alternatives(ServiceNames names) {
    var all = new ArrayList<GeneralName>();
    names.dnsNames().forEach(name -> all.add(new GeneralName(GeneralName.dNSName, name)));
    names.addresses().forEach(it -> all.add(new GeneralName(GeneralName.iPAddress, it)));
    return new GeneralNames(all.toArray(GeneralName[]::new));
  }

  private static JcaX509v3CertificateBuilder builder(
      X500Name issuer, X500Name subject, KeyPair pair, Instant now, Instant end) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        new BigInteger(127, RANDOM),
        Date.from(now.minus(SKEW)),
        Date.from(end),
        subject,
        pair.getPublic());
  }

  private static X509Certificate sign(
      org.bouncycastle.cert.X509v3CertificateBuilder builder, PrivateKey key)
      throws GeneralSecurityException {
    try {
      String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA";
      var signer = new JcaContentSignerBuilder(algorithm).build(key);
      return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
    } catch (OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }

  private static KeyPair keyPair() throws GeneralSecurityException {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }
}
