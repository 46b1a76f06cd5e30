package io.tiphys.reposerver.source;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// A repository and how to get in. None of its parts but the URL may enter a message or a log.
///
/// @param insecure accept any TLS certificate
/// @param insecureIgnoreHostKey accept any SSH host key
/// @param proxy URL of a proxy; empty for the environment's
/// @param noProxy hosts that are reached without it, separated by commas
/// @param tlsClientCertificate PEM; empty for none
/// @param tlsClientKey PEM; empty for none
public record Remote(
    GitUrl url,
    Credentials credentials,
    boolean insecure,
    boolean insecureIgnoreHostKey,
    String proxy,
    String noProxy,
    String tlsClientCertificate,
    String tlsClientKey) {

  /// What a remote is shown.
  public sealed interface Credentials {

    /// Nothing.
    record Anonymous() implements Credentials {}

    /// Basic authentication; a token is a password with any user.
    record Password(String username, String password) implements Credentials {
      @Override
      public String toString() {
        return "Password";
      }
    }

    /// `Authorization: Bearer`.
    record BearerToken(String token) implements Credentials {
      @Override
      public String toString() {
        return "BearerToken";
      }
    }

    /// A private key: OpenSSH, PKCS#1, PKCS#8 or SEC1 in PEM, without a passphrase.
    record SshKey(String pem) implements Credentials {
      @Override
      public String toString() {
        return "SshKey";
      }
    }
  }

  /// A repository that needs nothing.
  public static Remote anonymous(GitUrl url) {
    return new Remote(url, new Credentials.Anonymous(), false, false, "", "", "", "");
  }

  /// Equal for equal URL and equal credentials: what one caller may see, another one with the same
  /// identity may see, too. It is a digest and tells nothing of them.
  String identity() {
    String secret =
        switch (credentials) {
          case Credentials.Anonymous() -> "";
          case Credentials.Password(var user, var password) -> "p\0" + user + "\0" + password;
          case Credentials.BearerToken(var token) -> "b\0" + token;
          case Credentials.SshKey(var pem) -> "s\0" + pem;
        };
    return Digests.sha256(
        String.join(
                "\1",
                url.normalized(),
                url.user(),
                Objects.requireNonNullElse(url.password(), ""),
                secret,
                Boolean.toString(insecure),
                Boolean.toString(insecureIgnoreHostKey),
                proxy,
                noProxy,
                tlsClientCertificate,
                tlsClientKey)
            .getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
