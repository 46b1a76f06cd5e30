package io.tiphys.apiserver.web;

import io.tiphys.apiserver.certificate.ServedCertificate;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.options.ListenFlags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import org.eclipse.jetty.alpn.server.ALPNServerConnectionFactory;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http2.server.AbstractHTTP2ServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2CServerConnectionFactory;
import org.eclipse.jetty.http2.server.HTTP2ServerConnectionFactory;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ConnectionLimit;
import org.eclipse.jetty.server.DetectorConnectionFactory;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/// HTTP/1.1 and HTTP/2 on one port: in plain text (prior knowledge or upgrade) or with TLS (ALPN),
/// where plain HTTP/1.1 is sent to TLS and plain HTTP/2 is not understood.
public final class Listener {

  /// Threads that only hand connections to virtual threads.
  private static final int THREADS = 12;

  /// Connections at once; who comes later waits to be taken.
  private static final int CONNECTIONS = 20_000;

  /// Calls at once over one connection of HTTP/2. gRPC clients wait with more.
  private static final int STREAMS = 1_000;

  private final ListenFlags flags;
  private final Optional<ServedCertificate> certificate;
  private final Patience patience;

  /// How long nothing may happen.
  ///
  /// @param connection without a request: then it is closed
  /// @param request that is under way. Clients of watches that come over HTTP/1.1 connect again
  record Patience(Duration connection, Duration request) {
    static final Patience DEFAULT = new Patience(Duration.ofMinutes(5), Duration.ofHours(1));
  }

  /// @param certificate none for plain text
  public Listener(ListenFlags flags, Optional<ServedCertificate> certificate) {
    this(flags, certificate, Patience.DEFAULT);
  }

  /// What `--tlsciphers` may name.
  public static SortedSet<String> cipherSuites() {
    return new TreeSet<>(TlsRules.offered());
  }

  Listener(ListenFlags flags, Optional<ServedCertificate> certificate, Patience patience) {
    this.flags = flags;
    this.certificate = certificate;
    this.patience = patience;
  }

  /// Replaces the server's connectors by this one.
  void attachTo(Server server) {
    var connector =
        new ServerConnector(
            server, null, null, null, 1, 1, protocols().toArray(ConnectionFactory[]::new));
    connector.setHost(flags.address);
    connector.setPort(flags.port);
    connector.setIdleTimeout(patience.connection().toMillis());
    server.setConnectors(new ServerConnector[] {connector});
    server.addBean(new ConnectionLimit(CONNECTIONS, connector));
    if (certificate.isPresent()) {
      server.insertHandler(new ToHttps());
    }
  }

  static QueuedThreadPool threads() {
    var threads = new QueuedThreadPool(THREADS, 4);
    threads.setName("api");
    threads.setVirtualThreadsExecutor(Executors.newVirtualThreadPerTaskExecutor());
    return threads;
  }

  private List<ConnectionFactory> protocols() {
    var open = configuration();
    if (certificate.isEmpty()) {
      return List.of(
          new HttpConnectionFactory(open), lasting(new HTTP2CServerConnectionFactory(open)));
    }
    var secure = configuration();
    secure.addCustomizer(new SecureRequestCustomizer(false));
    var http = new HttpConnectionFactory(secure);
    var alpn = new ALPNServerConnectionFactory();
    alpn.setDefaultProtocol(http.getProtocol());
    var factory = new TlsRules(flags).following(certificate.get());
    var tls = new SslConnectionFactory(factory, alpn.getProtocol());
    // What is not TLS goes to the next protocol, which knows no upgrade.
    return List.of(
        new DetectorConnectionFactory(tls),
        http,
        alpn,
        lasting(new HTTP2ServerConnectionFactory(secure)));
  }

  private HttpConfiguration configuration() {
    var configuration = new HttpConfiguration();
    configuration.setSendServerVersion(false);
    // Go's limit: a server-side diff has its manifests in the query.
    configuration.setRequestHeaderSize(1 << 20);
    // A refusal's message, escaped, and the rest.
    configuration.setMaxResponseHeaderSize(9 * Refusal.LONGEST + (16 << 10));
    // A segment of a path may hold a URL with its slashes escaped; it is decoded by the segment.
    configuration.setUriCompliance(UriCompliance.UNSAFE);
    configuration.setIdleTimeout(patience.request().toMillis());
    return configuration;
  }

  /// A stream in which nothing happens for hours is a watch, and stays.
  private <F extends AbstractHTTP2ServerConnectionFactory> F lasting(F factory) {
    factory.addEventListener(PingLimit.each(flags.grpcKeepAliveMin));
    factory.setStreamIdleTimeout(0);
    factory.setMaxConcurrentStreams(STREAMS);
    return factory;
  }
}
