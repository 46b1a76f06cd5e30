package io.tiphys.trust.seal;

import io.tiphys.trust.directory.SecretDirectory;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Marks bytes as written by this installation under a name: HMAC-SHA256 over the format's version,
/// the name and the bytes. Neither the bytes nor the name can be exchanged without the key.
///
/// A sealed entry is 32 bytes of MAC, one byte of version, then the value.
public final class Seal {

  private static final String FILE = "seal.key";
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MAC_BYTES = 32;

  private final SecretKey key;

  private Seal(SecretKey key) {
    this.key = key;
  }

  /// Reads the key from `seal.key` (32 bytes) in the directory, or makes it there once. Several
  /// processes may do so at once and get the same key.
  ///
  /// @throws IllegalStateException when the file is there and has another length
  public static Seal loadOrCreate(Path directory) {
    var files = new SecretDirectory(directory);
    byte[] bytes = files.read(FILE).orElseGet(() -> create(files));
    if (bytes.length != KEY_BYTES) {
      throw new IllegalStateException(
          directory.resolve(FILE) + ": expected 32 bytes, found " + bytes.length);
    }
    return new Seal(new SecretKeySpec(bytes, ALGORITHM));
  }

  /// A key that is derived (HKDF-SHA256) from a secret which the services have in common anyway.
  ///
  /// @param secret at least 16 bytes that cannot be guessed
  /// @param purpose what the key is for: other purposes get other keys
  public static Seal derivedFrom(byte[] secret, String purpose) {
    if (secret.length < 16) {
      throw new IllegalArgumentException("a secret of at least 16 bytes is needed for a seal");
    }
    try {
      var parameters =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .thenExpand(("tiphys seal " + purpose).getBytes(StandardCharsets.UTF_8), KEY_BYTES);
      return new Seal(KDF.getInstance("HKDF-SHA256").deriveKey(ALGORITHM, parameters));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no HKDF-SHA256", e);
    }
  }

  /// @param name what the entry is stored under
  /// @param version how the value is written
  byte[] seal(String name, byte version, byte[] value) {
    byte[] sealed = new byte[MAC_BYTES + 1 + value.length];
    sealed[MAC_BYTES] = version;
    System.arraycopy(value, 0, sealed, MAC_BYTES + 1, value.length);
    System.arraycopy(mac(name, sealed), 0, sealed, 0, MAC_BYTES);
    return sealed;
  }

  /// @return what was sealed under the name, or none when it was not, or was changed since
  Optional<Opened> open(String name, byte[] sealed) {
    if (sealed.length <= MAC_BYTES) {
      return Optional.empty();
    }
    byte[] claimed = Arrays.copyOf(sealed, MAC_BYTES);
    if (!MessageDigest.isEqual(claimed, mac(name, sealed))) {
      return Optional.empty();
    }
    byte[] value = Arrays.copyOfRange(sealed, MAC_BYTES + 1, sealed.length);
    return Optional.of(new Opened(sealed[MAC_BYTES], value));
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Opened(byte version, byte[] value) {}

  /// The name's length goes first: no name and value read like another name and value.
  private byte[] mac(String name, byte[] sealed) {
    try {
      var mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] nameBytes = name.getBytes(StandardCharsets.UTF_8);
      mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(nameBytes.length).flip());
      mac.update(nameBytes);
      mac.update(sealed, MAC_BYTES, sealed.length - MAC_BYTES);
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  private static byte[] create(SecretDirectory files) {
    return files.exclusively(() ->
        files
            .read(FILE)
            .orElseGet(() -> {
              byte[] made = new byte[KEY_BYTES];
              new SecureRandom().nextBytes(made);
              files.write(FILE, made);
              return made;
            }));
  }
}
