package io.tiphys.apiserver.gpgkey;

import java.util.HexFormat;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.bcpg.ECPublicBCPGKey;
import org.bouncycastle.bcpg.PublicKeyAlgorithmTags;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPPublicKeyRing;

/// A public key with its subkeys and identities.
record PublicKey(PGPPublicKeyRing ring) {

  /// As gpg names curves.
  private static final Map<String, String> CURVES =
      Map.of(
          "1.2.840.10045.3.1.7", "nistp256",
          "1.3.132.0.34", "nistp384",
          "1.3.132.0.35", "nistp521",
          "1.3.132.0.10", "secp256k1",
          "1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1",
          "1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1",
          "1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1",
          "1.3.6.1.4.1.11591.15.1", "ed25519");

  private PGPPublicKey master() {
    return ring.getPublicKey();
  }

  /// 16 hexadecimal digits.
  String id() {
    return "%016X".formatted(master().getKeyID());
  }

  String fingerprint() {
    return HexFormat.of().withUpperCase().formatHex(master().getFingerprint());
  }

  /// The first identity, such as `Ada <ada@example.com>`; empty when there is none.
  String owner() {
    Iterator<String> names = master().getUserIDs();
    return names.hasNext() ? names.next() : "";
  }

  /// Algorithm and size, such as `rsa4096` or `ed25519`.
  String subType() {
    int bits = master().getBitStrength();
    return switch (master().getAlgorithm()) {
      case PublicKeyAlgorithmTags.RSA_GENERAL,
          PublicKeyAlgorithmTags.RSA_ENCRYPT,
          PublicKeyAlgorithmTags.RSA_SIGN ->
          "rsa" + bits;
      case PublicKeyAlgorithmTags.DSA -> "dsa" + bits;
      case PublicKeyAlgorithmTags.ELGAMAL_GENERAL, PublicKeyAlgorithmTags.ELGAMAL_ENCRYPT ->
          "elg" + bits;
      case PublicKeyAlgorithmTags.Ed25519 -> "ed25519";
      case PublicKeyAlgorithmTags.Ed448 -> "ed448";
      default -> curve();
    };
  }

  private String curve() {
    if (master().getPublicKeyPacket().getKey() instanceof ECPublicBCPGKey key) {
      ASN1ObjectIdentifier oid = key.getCurveOID();
      return CURVES.getOrDefault(oid.getId(), oid.getId());
    }
    return "algorithm" + master().getAlgorithm();
  }

  String text() {
    return KeyText.armored(ring);
  }

  /// The id in what a client calls a key: an id, long or with `0x`, or a fingerprint.
  ///
  /// @return empty when it is none of these
  static String id(String given) {
    String hex = given.startsWith("0x") ? given.substring(2) : given;
    boolean isHex = hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
    return isHex && (hex.length() == 16 || hex.length() == 40 || hex.length() == 64)
        ? idOf(hex.toUpperCase(Locale.ROOT))
        : "";
  }

  /// Fingerprints of version 6 begin with the id, others end with it (RFC 9580, 5.5.4).
  private static String idOf(String hex) {
    return hex.length() == 64 ? hex.substring(0, 16) : hex.substring(hex.length() - 16);
  }
}
