package io.tiphys.kube.access;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import okhttp3.ConnectionPool;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/// The connections to one API server. client-java's `ApiClient` is passed over: it registers a gson
/// adapter for each of Kubernetes' types, and reads and writes through them; its OkHttp underneath
/// is what is needed here.
final class Transport implements AutoCloseable {

  final ClusterAccess access;
  final KubeClientOptions options;
  final HttpUrl server;
  final Pace pace;

  private final Credentials credentials;
  private final ConnectionPool pool;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile @Nullable Connected connected;

  /// @param request for all but watches
  /// @param watch without a limit of its own, but never silent for long: the server sends bookmarks
  /// @param endless silent for as long as it likes
  record Connected(
      Credentials.Proof proof, OkHttpClient request, OkHttpClient watch, OkHttpClient endless) {

    OkHttpClient patient(Patience patience) {
      return switch (patience) {
        case REQUEST -> request;
        case WATCH -> watch;
        case ENDLESS -> endless;
      };
    }
  }

  /// @throws IllegalArgumentException when the server's URL is none
  Transport(ClusterAccess access, KubeClientOptions options) {
    this.access = access;
    this.options = options;
    HttpUrl url = HttpUrl.parse(access.server());
    if (url == null) {
      throw new IllegalArgumentException(
          "cluster " + access.server() + ": its server is no http:// or https:// URL");
    }
    this.server = url.newBuilder().query(null).fragment(null).build();
    this.pace = new Pace(options.qps(), options.burst());
    this.credentials = Credentials.of(access.auth());
    this.pool =
        new ConnectionPool(
            options.maxIdleConnections(), options.idleTimeout().toMillis(), TimeUnit.MILLISECONDS);
  }

  /// @throws IOException when the identity cannot be had, or a certificate cannot be used
  Connected connected() throws IOException {
    var proof = credentials.current();
    Connected now = connected;
    if (now != null && now.proof().equals(proof)) {
      return now;
    }
    lock.lock();
    try {
      now = connected;
      if (now != null && now.proof().equals(proof)) {
        return now;
      }
      Connected made =
          now != null && now.proof().certificatePem().equals(proof.certificatePem())
              ? new Connected(proof, now.request(), now.watch(), now.endless())
              : connect(proof);
      connected = made;
      return made;
    } finally {
      lock.unlock();
    }
  }

  /// The server did not accept our identity.
  ///
  /// @return whether there may be another now
  boolean renew() {
    return credentials.renew();
  }

  private Connected connect(Credentials.Proof proof) throws IOException {
    Duration limit = options.requestTimeout();
    var builder =
        new OkHttpClient.Builder()
            .connectionPool(pool)
            .socketFactory(new TcpSockets(options.keepAlive()))
            .connectTimeout(options.connectTimeout())
            .pingInterval(options.keepAlive())
            .readTimeout(limit)
            .writeTimeout(limit)
            .callTimeout(limit)
            .followRedirects(false)
            .retryOnConnectionFailure(true);
    if (server.isHttps()) {
      Tls tls =
          proof.certificatePem().isEmpty()
              ? access.tls()
              : access.tls().withClientCertificate(proof.certificatePem(), proof.keyPem());
      secure(tls, builder);
    }
    proxy(builder);
    OkHttpClient request = builder.build();
    OkHttpClient watch =
        request.newBuilder().readTimeout(Duration.ofMinutes(10)).callTimeout(Duration.ZERO).build();
    OkHttpClient endless = watch.newBuilder().readTimeout(Duration.ZERO).build();
    return new Connected(proof, request, watch, endless);
  }

  private void secure(Tls tls, OkHttpClient.Builder builder) throws IOException {
    var sockets = new TlsSockets(tls, (int) options.handshakeTimeout().toMillis());
    builder.sslSocketFactory(sockets, sockets.trust);
    builder.protocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    if (tls.insecure()) {
      builder.hostnameVerifier((host, session) -> true);
    } else if (!tls.serverName().isEmpty()) {
      var verifier = new OkHttpClient().hostnameVerifier();
      builder.hostnameVerifier((host, session) -> verifier.verify(tls.serverName(), session));
    }
  }

  private void proxy(OkHttpClient.Builder builder) throws IOException {
    String url =
        access.proxyUrl().isEmpty()
            ? options.proxy().proxyFor(server.isHttps(), server.host(), server.port())
            : access.proxyUrl();
    if (url.isEmpty()) {
      builder.proxy(Proxy.NO_PROXY);
      return;
    }
    URI proxy = proxyUri(url);
    boolean socks = "socks5".equals(proxy.getScheme()) || "socks5h".equals(proxy.getScheme());
    int port = proxy.getPort() > 0 ? proxy.getPort() : socks ? 1080 : 80;
    builder.proxy(
        new Proxy(
            socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP,
            InetSocketAddress.createUnresolved(proxy.getHost(), port)));
    String user = proxy.getUserInfo();
    if (user != null && !socks) {
      int colon = user.indexOf(':');
      String basic =
          colon < 0
              ? okhttp3.Credentials.basic(user, "")
              : okhttp3.Credentials.basic(user.substring(0, colon), user.substring(colon + 1));
      builder.proxyAuthenticator((route, response) ->
          response.request().header("Proxy-Authorization") != null
              ? null
              : response.request().newBuilder().header("Proxy-Authorization", basic).build());
    }
  }

  /// @throws IOException when it is none; its text says nothing of it, for it may have a password
  private static URI proxyUri(String url) throws IOException {
    try {
      var proxy = new URI(url.contains("://") ? url : "http://" + url);
      if (proxy.getHost() != null) {
        return proxy;
      }
    } catch (URISyntaxException e) {
      // its message quotes the URL
    }
    throw new IOException("the URL of its proxy is none");
  }

  @Override
  public void close() {
    Connected now = connected;
    if (now != null) {
      now.request().dispatcher().cancelAll();
    }
    pool.evictAll();
  }
}
