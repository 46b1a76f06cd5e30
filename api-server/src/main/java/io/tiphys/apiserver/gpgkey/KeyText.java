package io.tiphys.apiserver.gpgkey;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.bcpg.ArmoredInputStream;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPPublicKeyRing;
import org.bouncycastle.openpgp.bc.BcPGPPublicKeyRingCollection;

/// Public keys as text: ASCII armor, one or more blocks of one or more keys.
final class KeyText {

  /// What is wrong with a text. Quotes nothing of it.
  static final class Unreadable extends Exception {
    Unreadable(String message) {
      super(message);
    }
  }

  private static final String BEGIN = "-----BEGIN PGP PUBLIC KEY BLOCK-----";
  private static final String END = "-----END PGP PUBLIC KEY BLOCK-----";
  private static final int SIZE_LIMIT = 512 << 10;
  private static final int COUNT_LIMIT = 100;

  private KeyText() {}

  static List<PublicKey> parse(String text) throws Unreadable {
    if (text.length() > SIZE_LIMIT) {
      throw new Unreadable("submitted key data is larger than 512 KiB");
    }
    if (text.contains("PRIVATE KEY BLOCK")) {
      throw new Unreadable("submitted key data has a private key in it");
    }
    var keys = new ArrayList<PublicKey>();
    int start = text.indexOf(BEGIN);
    while (start >= 0) {
      int end = text.indexOf(END, start);
      if (end < 0) {
        throw new Unreadable("submitted key data ends within a key");
      }
      keys.addAll(block(text.substring(start, end + END.length()) + "\n"));
      if (keys.size() > COUNT_LIMIT) {
        throw new Unreadable("submitted key data has more than " + COUNT_LIMIT + " keys");
      }
      start = text.indexOf(BEGIN, end);
    }
    if (keys.isEmpty()) {
      throw new Unreadable("submitted key data has no public key in ASCII armor");
    }
    return keys;
  }

  private static List<PublicKey> block(String armored) throws Unreadable {
    byte[] octets = armored.getBytes(StandardCharsets.UTF_8);
    try (var input = new ArmoredInputStream(new ByteArrayInputStream(octets))) {
      var keys = new ArrayList<PublicKey>();
      for (var rings = new BcPGPPublicKeyRingCollection(input).getKeyRings(); rings.hasNext(); ) {
        keys.add(new PublicKey(rings.next()));
      }
      return keys;
    } catch (IOException | PGPException | RuntimeException e) {
      // whatever it is that a hostile text brings the reader to
      throw new Unreadable("submitted key data cannot be read as a public key");
    }
  }

  /// Without a line feed at the end, as gpg's export is kept by the original.
  static String armored(PGPPublicKeyRing ring) {
    var out = new ByteArrayOutputStream();
    try (var armor = ArmoredOutputStream.builder().clearHeaders().build(out)) {
      ring.encode(armor);
    } catch (IOException e) {
      throw new IllegalStateException("a key that was read cannot be written", e);
    }
    return out.toString(StandardCharsets.US_ASCII).strip();
  }
}
