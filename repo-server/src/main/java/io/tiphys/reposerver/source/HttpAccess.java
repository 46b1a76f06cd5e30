package io.tiphys.reposerver.source;

import io.tiphys.reposerver.source.Remote.Credentials;
import java.io.IOException;
import java.net.Proxy;
import java.net.URL;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.HostnameVerifier;
import org.eclipse.jgit.transport.TransportHttp;
import org.eclipse.jgit.transport.http.HttpConnection;
import org.eclipse.jgit.transport.http.HttpConnectionFactory;
import org.eclipse.jgit.transport.http.JDKHttpConnection;
import org.eclipse.jgit.util.HttpSupport;
import org.jspecify.annotations.Nullable;

/// How one conversation over HTTP is set up: credentials with the first request, authorities per
/// host, a client certificate, a proxy. Credentials do not follow a redirect to another host.
final class HttpAccess {

  /// Azure DevOps and GitHub take a token as the password of any user, but not of none.
  static final String TOKEN_USER = "x-access-token";

  private static final HostnameVerifier ANY_HOST = (host, session) -> true;

  private final Path tlsDirectory;

  HttpAccess(Path tlsDirectory) {
    this.tlsDirectory = tlsDirectory;
  }

  void configure(TransportHttp transport, Remote remote)
      throws IOException, GeneralSecurityException {
    transport.setHttpConnectionFactory(new Connections(remote, TlsTrust.of(remote, tlsDirectory)));
    switch (remote.credentials()) {
      case Credentials.Password(var user, var password) ->
          transport.setPreemptiveBasicAuthentication(user.isEmpty() ? TOKEN_USER : user, password);
      case Credentials.BearerToken(var token) ->
          transport.setAdditionalHeaders(Map.of(HttpSupport.HDR_AUTHORIZATION, "Bearer " + token));
      case Credentials.Anonymous() -> {
        String password = remote.url().password();
        if (password != null) {
          transport.setPreemptiveBasicAuthentication(remote.url().user(), password);
        }
      }
      case Credentials.SshKey ignored -> {}
    }
  }

  private static final class Connections implements HttpConnectionFactory {

    private final Remote remote;
    private final TlsTrust trust;
    private final ProxyChoice proxies;

    Connections(Remote remote, TlsTrust trust) {
      this.remote = remote;
      this.trust = trust;
      this.proxies = ProxyChoice.of(remote);
    }

    @Override
    public HttpConnection create(URL url) throws IOException {
      return create(url, Proxy.NO_PROXY);
    }

    @Override
    public HttpConnection create(URL url, @Nullable Proxy ignored) throws IOException {
      String host = url.getHost().toLowerCase(Locale.ROOT);
      var connection = new Connection(url, proxies.forHost(url), host.equals(remote.url().host()));
      if (url.getProtocol().equals("https")) {
        try {
          connection.configure(trust.keyManagers(), trust.trustManagers(), null);
          if (remote.insecure()) {
            connection.setHostnameVerifier(ANY_HOST);
          }
        } catch (GeneralSecurityException e) {
          throw new IOException("TLS to " + host + " cannot be set up", e);
        }
      }
      return connection;
    }
  }

  private static final class Connection extends JDKHttpConnection {

    private final boolean sameHost;

    Connection(URL url, Proxy proxy, boolean sameHost) throws IOException {
      super(url, proxy);
      this.sameHost = sameHost;
    }

    @Override
    public void setRequestProperty(String key, String value) {
      if (sameHost || !key.equalsIgnoreCase(HttpSupport.HDR_AUTHORIZATION)) {
        super.setRequestProperty(key, value);
      }
    }
  }
}
