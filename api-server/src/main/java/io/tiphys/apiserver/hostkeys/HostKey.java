package io.tiphys.apiserver.hostkeys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;

/// An SSH host key as a line of `known_hosts` has it
/// (https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS).
///
/// @param host as it is written there
/// @param type such as `ssh-ed25519`
/// @param data the key in base64
record HostKey(String host, String type, String data) {

  /// The key of a line; empty for comments, marked lines and what is none.
  static Optional<HostKey> parse(String line) {
    String text = line.strip();
    if (text.isEmpty() || text.startsWith("#") || text.startsWith("@")) {
      return Optional.empty();
    }
    String[] words = text.split("\\s+");
    return words.length < 3
        ? Optional.empty()
        : Optional.of(new HostKey(words[0], words[1], words[2]));
  }

  String line() {
    return host + " " + type + " " + data;
  }

  /// As OpenSSH prints it; empty when the key is not base64.
  String fingerprint() {
    return blob().map(HostKey::fingerprint).orElse("");
  }

  /// Whether the key is one, and of the type that it is said to be.
  boolean isValid() {
    return blob().filter(this::isOfType).isPresent();
  }

  private Optional<byte[]> blob() {
    try {
      return Optional.of(Base64.getDecoder().decode(data));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// A key's first field is its type (RFC 4253, 6.6).
  private boolean isOfType(byte[] blob) {
    var buffer = ByteBuffer.wrap(blob);
    if (buffer.remaining() < 4) {
      return false;
    }
    int length = buffer.getInt();
    if (length <= 0 || length >= buffer.remaining()) {
      return false;
    }
    return type.equals(new String(blob, 4, length, StandardCharsets.US_ASCII));
  }

  private static String fingerprint(byte[] blob) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(blob);
      return "SHA256:" + Base64.getEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
