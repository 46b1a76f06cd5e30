package io.tiphys.reposerver.source;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The proxy of a request: the repository's own, else the environment's (`HTTPS_PROXY`,
/// `HTTP_PROXY`, `NO_PROXY`, in capitals or not), as Go's HTTP client chooses.
public final class ProxyChoice {

  private final @Nullable String own;
  private final List<String> direct;

  private ProxyChoice(@Nullable String own, String direct) {
    this.own = own;
    this.direct =
        Arrays.stream(direct.split(","))
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  static ProxyChoice of(Remote remote) {
    return of(remote.proxy(), remote.noProxy());
  }

  /// @param proxy a repository's own; empty for the environment's
  /// @param noProxy hosts that are reached without the repository's own
  public static ProxyChoice of(String proxy, String noProxy) {
    return proxy.isBlank()
        ? new ProxyChoice(null, environment("NO_PROXY"))
        : new ProxyChoice(proxy, noProxy);
  }

  /// @throws IOException when the proxy is written in a way that is not understood
  public Proxy forHost(URL url) throws IOException {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    String proxy =
        own != null
            ? own
            : environment(url.getProtocol().equals("https") ? "HTTPS_PROXY" : "HTTP_PROXY");
    boolean loopback =
        own == null
            && (host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]"));
    if (proxy.isBlank() || loopback || direct.stream().anyMatch(entry -> matches(entry, host))) {
      return Proxy.NO_PROXY;
    }
    URI uri = parse(proxy);
    boolean socks = uri.getScheme().startsWith("socks");
    int port = uri.getPort() >= 0 ? uri.getPort() : socks ? 1080 : 80;
    return new Proxy(
        socks ? Proxy.Type.SOCKS : Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
  }

  private static URI parse(String proxy) throws IOException {
    try {
      var uri = new URI(proxy.contains("://") ? proxy : "http://" + proxy);
      if (uri.getUserInfo() != null) {
        throw new IOException("a proxy that wants a user and a password is not supported");
      }
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (URISyntaxException e) {
      // its message would repeat the text, which may hold a password
    }
    throw new IOException("the proxy is not written as http://host:port");
  }

  private static boolean matches(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    String suffix = entry.startsWith("*.") ? entry.substring(1) : entry;
    return suffix.startsWith(".")
        ? host.endsWith(suffix)
        : host.equals(suffix) || host.endsWith("." + suffix);
  }

  private static String environment(String name) {
    String value = System.getenv(name);
    if (value == null || value.isBlank()) {
      value = System.getenv(name.toLowerCase(Locale.ROOT));
    }
    return value == null ? "" : value;
  }
}
