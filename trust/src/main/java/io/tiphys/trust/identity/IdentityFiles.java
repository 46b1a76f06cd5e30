package io.tiphys.trust.identity;

import io.tiphys.trust.directory.SecretDirectory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The files of an identity.
///
/// - `ca.crt`, `ca.key`, `<service>/tls.crt`, `<service>/tls.key`: made here. Whoever has `ca.key`
///   issues certificates for itself and renews them.
/// - `ca.crt`, `tls.crt`, `tls.key` without `ca.key`: given from outside, as cert-manager and a
///   mounted Secret do. They are read again when they change, and never written.
final class IdentityFiles {

  private static final String CA_CERTIFICATE = "ca.crt";
  private static final String CA_KEY = "ca.key";
  private static final String CERTIFICATE = "tls.crt";
  private static final String KEY = "tls.key";

  private final SecretDirectory directory;
  private final SecretDirectory own;
  private final ServiceNames names;

  IdentityFiles(SecretDirectory directory, ServiceNames names) {
    this.directory = directory;
    this.own = directory.inside(names.service());
    this.names = names;
  }

  /// What a service proves itself with, and whom it believes.
  record Material(Credentials credentials, List<X509Certificate> authorities) {
    Material {
      authorities = List.copyOf(authorities);
    }
  }

  /// Reads what is there and makes what is missing or due.
  ///
  /// @throws IllegalStateException when files are there that cannot be used; it names them
  Material load(Instant now) {
    if (isGiven()) {
      return given();
    }
    return directory.exclusively(() -> isGiven() ? given() : issued(now));
  }

  private boolean isGiven() {
    return directory.read(CA_KEY).isEmpty()
        && (directory.read(CERTIFICATE).isPresent() || directory.read(CA_CERTIFICATE).isPresent());
  }

  private Material given() {
    byte[] authorities = required(CA_CERTIFICATE);
    byte[] certificate = required(CERTIFICATE);
    byte[] key = required(KEY);
    try {
      return new Material(Credentials.parse(certificate, key), Pem.certificates(authorities));
    } catch (IllegalArgumentException e) {
      throw unusable(directory, e);
    }
  }

  private byte[] required(String name) {
    return directory
        .read(name)
        .orElseThrow(() ->
            new IllegalStateException(
                directory.path()
                    + " has no "
                    + name
                    + "; give all of ca.crt, tls.crt and tls.key, or an empty directory"));
  }

  private Material issued(Instant now) {
    var authority = authority(now);
    var present = present();
    if (present.isPresent()
        && present.get().isIssuedBy(authority.certificate())
        && present.get().isFor(names)
        && now.isBefore(present.get().renewal())) {
      return new Material(present.get(), List.of(authority.certificate()));
    }
    var issued = authority.issue(names, now);
    own.write(KEY, Pem.write(issued.key()));
    own.write(CERTIFICATE, Pem.write(issued.chain()));
    return new Material(issued, List.of(authority.certificate()));
  }

  private CertificateAuthority authority(Instant now) {
    var certificate = directory.read(CA_CERTIFICATE);
    var key = directory.read(CA_KEY);
    if (certificate.isPresent() && key.isPresent()) {
      try {
        return CertificateAuthority.parse(certificate.get(), key.get());
      } catch (IllegalArgumentException e) {
        throw unusable(directory, e);
      }
    }
    // A key alone was left by a process that ended between the two files.
    var made = CertificateAuthority.create(now);
    directory.write(CA_KEY, Pem.write(made.key()));
    directory.write(CA_CERTIFICATE, Pem.write(List.of(made.certificate())));
    return made;
  }

  /// The service's own credentials, unless there are none or half of them is of another time.
  private Optional<Credentials> present() {
    var certificate = own.read(CERTIFICATE);
    var key = own.read(KEY);
    if (certificate.isEmpty() || key.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Credentials.parse(certificate.get(), key.get()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static IllegalStateException unusable(SecretDirectory directory, Exception cause) {
    return new IllegalStateException(
        directory.path() + ": the service identity cannot be used: " + cause.getMessage(), cause);
  }
}
