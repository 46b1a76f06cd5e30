package io.tiphys.apiserver.web;

import io.tiphys.apiserver.certificate.ServedCertificate;
import io.tiphys.apiserver.certificate.ServingCertificate;
import io.tiphys.apiserver.options.ListenFlags;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Which TLS is spoken: `--tlsminversion`, `--tlsmaxversion` and `--tlsciphers` as Go's TLS takes
/// them.
final class TlsRules {

  private static final Logger log = LoggerFactory.getLogger(TlsRules.class);
  private static final List<String> VERSIONS = List.of("1.0", "1.1", "1.2", "1.3");

  /// As in Go's TLS, they are not up to the configuration.
  private static final List<String> SUITES_OF_1_3 =
      List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256");

  /// Known to Go; the JVM does not offer them, because who records a connection and gets hold of
  /// the key later can read it.
  private static final Pattern WITHOUT_FORWARD_SECRECY =
      Pattern.compile("TLS_RSA_WITH_AES_(128|256)_(CBC_SHA|CBC_SHA256|GCM_SHA256|GCM_SHA384)");

  private final List<String> protocols;
  private final List<String> suites;

  /// @throws IllegalArgumentException when the flags make no sense; the message names them
  TlsRules(ListenFlags flags) {
    protocols = protocols(flags.tlsMinVersion, flags.tlsMaxVersion);
    suites = suites(flags.tlsCiphers, protocols.equals(List.of("TLSv1.3")));
  }

  /// A factory that takes each new certificate for the connections that begin after it.
  SslContextFactory.Server following(ServedCertificate certificate) {
    var factory = new SslContextFactory.Server();
    factory.setExcludeProtocols();
    factory.setIncludeProtocols(protocols.toArray(String[]::new));
    factory.setExcludeCipherSuites();
    factory.setIncludeCipherSuites(suites.toArray(String[]::new));
    certificate.each(one -> take(factory, one));
    return factory;
  }

  private static void take(SslContextFactory.Server factory, ServingCertificate certificate) {
    try {
      factory.reload(it -> {
        it.setKeyStore(certificate.keyStore());
        it.setKeyStorePassword("");
      });
    } catch (Exception e) {
      throw new IllegalStateException(certificate + " cannot be served", e);
    }
  }

  private static List<String> protocols(String oldest, String newest) {
    int from = VERSIONS.indexOf(oldest);
    int to = VERSIONS.indexOf(newest);
    if (from < 0 || to < 0) {
      throw new IllegalArgumentException(
          "--tlsminversion %s, --tlsmaxversion %s: they are 1.0, 1.1, 1.2 or 1.3"
              .formatted(oldest, newest));
    }
    if (to < from) {
      throw new IllegalArgumentException(
          "Minimum TLS version %s must not be higher than maximum TLS version %s"
              .formatted(oldest, newest));
    }
    if (from < VERSIONS.indexOf("1.2")) {
      log.warn("--tlsminversion {}: this JVM offers TLS 1.2 and 1.3 only", oldest);
    }
    return VERSIONS.subList(from, to + 1).stream()
        .map(version -> version.equals("1.0") ? "TLSv1" : "TLSv" + version)
        .toList();
  }

  private static List<String> suites(String ciphers, boolean isOnly13) {
    var suites = new ArrayList<String>();
    if (!isOnly13) {
      var offered = offered();
      for (String name : ciphers.split(":")) {
        String suite = name.strip();
        if (offered.contains(suite)) {
          suites.add(suite);
        } else if (WITHOUT_FORWARD_SECRECY.matcher(suite).matches()) {
          log.warn("--tlsciphers: {} is left out: this JVM does not offer it", suite);
        } else {
          throw new IllegalArgumentException("invalid cipher suite specified: " + suite);
        }
      }
    }
    suites.addAll(SUITES_OF_1_3);
    return suites;
  }

  /// What `--tlsciphers` may name.
  static Set<String> offered() {
    try {
      return Set.of(SSLContext.getDefault().getDefaultSSLParameters().getCipherSuites());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
