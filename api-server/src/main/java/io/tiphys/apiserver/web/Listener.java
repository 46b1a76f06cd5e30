package io.tiphys.apiserver.web;

import io.tiphys.apiserver.certificate.ServingCertificate;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.options.ListenFlags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// HTTP/1.1 and HTTP/2 on one port: in plain text (prior knowledge or upgrade) or with TLS (ALPN).
public final class Listener {

  /// Threads that only hand connections to virtual threads.
  private static final int THREADS = 12;

  /// After that a connection in which nothing happened is closed. Clients of watches that come over
  /// HTTP/1.1 connect again.
  private static final Duration IDLE = Duration.ofHours(1);

  private final ListenFlags flags;
  private final Optional<ServingCertificate> certificate;

  /// @param certificate none for plain text
  public Listener(ListenFlags flags, Optional<ServingCertificate> certificate) {
    this.flags = flags;
    this.certificate = certificate;
  }

  /// Replaces the server's connectors by this one.
  void attachTo(Server server) {
    var connector =
        new ServerConnector(
            server, null, null, null, 1, 1, protocols().toArray(ConnectionFactory[]::new));
    connector.setHost(flags.address);
    connector.setPort(flags.port);
    connector.setIdleTimeout(IDLE.toMillis());
    server.setConnectors(new ServerConnector[] {connector});
  }

  static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("api");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  private List<ConnectionFactory> protocols() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // A refusal's message, escaped, and the rest.
    configuration.setMaxResponseHeaderSize(9 * Refusal.LONGEST + (16 << 10));
    // A segment of a path may hold a URL with its slashes escaped; it is decoded by the segment.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    if (certificate.isEmpty()) {
      return List.of(
          new HttpConnectionFactory(configuration),
          lasting(new HTTP2CServerConnectionFactory(configuration)));
    }
    configuration.addCustomizer(new SecureRequestCustomizer(false));
    var plain = new HttpConnectionFactory(configuration);
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(plain.getProtocol());
    return List.of(
        new SslConnectionFactory(tls(certificate.get()), alpn.getProtocol()),
        alpn,
        lasting(new HTTP2ServerConnectionFactory(configuration)),
        plain);
  }

  /// A stream in which nothing happens for hours is a watch, and stays.
  private static <F extends AbstractHTTP2ServerConnectionFactory> F lasting(F factory) {
    factory.setStreamIdleTimeout(0);
    return factory;
  }

  private SslContextFactory.Server tls(ServingCertificate serving) {
    var factory = new SslContextFactory.Server();
    factory.setKeyStore(serving.keyStore());
    factory.setKeyStorePassword("");
    factory.setExcludeProtocols();
    factory.setIncludeProtocols(versions().toArray(String[]::new));
    var suites = new ArrayList<>(Arrays.asList(flags.tlsCiphers.split("[:,]")));
    // As in Go's TLS, the suites of 1.3 are not up to the configuration.
    suites.addAll(
        List.of(
            "TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"));
    factory.setIncludeCipherSuites(suites.toArray(String[]::new));
    return factory;
  }

  private List<String> versions() {
    var all = List.of("1.0", "1.1", "1.2", "1.3");
    int from = all.indexOf(flags.tlsMinVersion);
    int to = all.indexOf(flags.tlsMaxVersion);
    if (from < 0 || to < from) {
      throw new IllegalArgumentException(
          "--tlsminversion %s and --tlsmaxversion %s: they are 1.0, 1.1, 1.2 or 1.3, the first not"
                  .formatted(flags.tlsMinVersion, flags.tlsMaxVersion)
              + " newer than the second");
    }
    return all.subList(from, to + 1).stream()
        .map(version -> version.equals("1.0") ? "TLSv1" : "TLSv" + version)
        .toList();
  }
}
