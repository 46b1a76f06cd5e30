package io.tiphys.trust.identity;

import io.tiphys.trust.directory.SecretDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a service proves itself with to the other services, and how it knows them: mutual TLS with
/// certificates of the installation's own authority. A caller without one is refused.
///
/// The managers look at the files again once a minute while handshakes happen: a certificate that
/// was replaced or is due is exchanged without a restart, and connections that stand go on.
///
/// With gRPC: `TlsServerCredentials.newBuilder().keyManager(identity.keyManager())
/// .trustManager(identity.trustManager()).clientAuth(REQUIRE).build()`, and the same two in
/// `TlsChannelCredentials`.
public final class ServiceIdentity {

  private static final Logger log = LoggerFactory.getLogger(ServiceIdentity.class);
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);
  private static final Path NAMESPACE =
      Path.of("/var/run/secrets/kubernetes.io/serviceaccount/namespace");

  private final IdentityFiles files;
  private final InstantSource clock;
  private final AtomicReference<Loaded> loaded;

  /// @param generation counts the exchanges
  record Loaded(long generation, IdentityFiles.Material material, Instant at) {}

  private ServiceIdentity(IdentityFiles files, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    Instant now = clock.instant();
    this.loaded = new AtomicReference<>(new Loaded(1, files.load(now), now));
  }

  /// Reads the identity of a service, or makes it. Several processes may do so at once.
  ///
  /// @param directory holds `ca.crt`, `ca.key`, `<service>/tls.crt` and `<service>/tls.key`, made
  ///   when they are missing; or `ca.crt`, `tls.crt` and `tls.key` given from outside
  /// @param service its name, say `repo-server`; valid for `argocd-repo-server`, the same in the
  ///   namespace this process runs in, and localhost
  /// @throws IllegalStateException when files are there that cannot be used; it names them
  /// @throws java.io.UncheckedIOException when the directory cannot be read or written
  public static ServiceIdentity loadOrCreate(Path directory, String service) {
    return loadOrCreate(
        directory, ServiceNames.of(service, namespace().stream().toList()), InstantSource.system());
  }

  /// The same for given names and a given clock.
  public static ServiceIdentity loadOrCreate(
      Path directory, ServiceNames names, InstantSource clock) {
    return new ServiceIdentity(new IdentityFiles(new SecretDirectory(directory), names), clock);
  }

  /// Looks at the files now: reads what changed, renews what is due. When that fails, the present
  /// material stays and a warning is logged.
  public void refresh() {
    refresh(Duration.ZERO);
  }

  /// The certificate that this service shows.
  public X509Certificate certificate() {
    return loaded.get().material().credentials().certificate();
  }

  /// The authorities whose services are believed.
  public List<X509Certificate> authorities() {
    return loaded.get().material().authorities();
  }

  public KeyManager keyManager() {
    return new ReloadingKeyManager(this::current);
  }

  public TrustManager trustManager() {
    return new ReloadingTrustManager(this::current);
  }

  /// Both managers in a context, for clients and servers that take one. A server must still ask for
  /// the client's certificate (`setNeedClientAuth`).
  public SSLContext sslContext() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keyManager()}, new TrustManager[] {trustManager()}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no TLS", e);
    }
  }

  /// The service that a verified peer certificate names.
  public static Optional<String> serviceOf(X509Certificate certificate) {
    try {
      return new LdapName(certificate.getSubjectX500Principal().getName())
          .getRdns().stream()
              .filter(part -> part.getType().equalsIgnoreCase("CN"))
              .map(part -> String.valueOf(part.getValue()))
              .findFirst();
    } catch (InvalidNameException e) {
      return Optional.empty();
    }
  }

  private Loaded current() {
    refresh(LOOK_AGAIN);
    return loaded.get();
  }

  private void refresh(Duration age) {
    var before = loaded.get();
    Instant now = clock.instant();
    if (now.isBefore(before.at().plus(age))) {
      return;
    }
    // Only one thread of many handshakes does it.
    var looking = new Loaded(before.generation(), before.material(), now);
    if (!loaded.compareAndSet(before, looking)) {
      return;
    }
    try {
      var material = files.load(now);
      if (!material.equals(before.material())) {
        loaded.set(new Loaded(before.generation() + 1, material, now));
        log.atInfo()
            .addKeyValue("until", material.credentials().certificate().getNotAfter().toInstant())
            .log("service identity exchanged");
      }
    } catch (RuntimeException e) {
      log.warn("service identity cannot be read again, the present one stays: {}", e.getMessage());
    }
  }

  private static Optional<String> namespace() {
    try {
      return Files.isReadable(NAMESPACE)
          ? Optional.of(Files.readString(NAMESPACE).strip())
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
