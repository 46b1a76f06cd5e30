package io.tiphys.kube.access;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/// The proxy that `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` name, read as Go reads them
/// (https://pkg.go.dev/golang.org/x/net/http/httpproxy#Config): `NO_PROXY` holds hosts, domains,
/// addresses and ranges of addresses such as `10.0.0.0/8`.
///
/// @param httpsProxy for `https://` servers; empty for none
/// @param httpProxy for `http://` servers; empty for none
/// @param noProxy hosts that are reached directly; `*` for all
public record EnvironmentProxy(String httpsProxy, String httpProxy, List<String> noProxy) {

  public EnvironmentProxy {
    noProxy = List.copyOf(noProxy);
  }

  static EnvironmentProxy from(Map<String, String> env) {
    return new EnvironmentProxy(
        either(env, "HTTPS_PROXY"),
        either(env, "HTTP_PROXY"),
        Stream.of(either(env, "NO_PROXY").split(","))
            .map(entry -> entry.strip().toLowerCase(Locale.ROOT))
            .filter(entry -> !entry.isEmpty())
            .toList());
  }

  private static String either(Map<String, String> env, String name) {
    String upper = env.getOrDefault(name, "");
    return upper.isEmpty() ? env.getOrDefault(name.toLowerCase(Locale.ROOT), "") : upper;
  }

  /// @return the proxy's URL; empty for a direct connection
  String proxyFor(boolean https, String host, int port) {
    String proxy = https ? httpsProxy : httpProxy;
    String name = host.toLowerCase(Locale.ROOT);
    boolean local = name.equals("localhost") || name.startsWith("127.") || name.equals("::1");
    return proxy.isEmpty() || local || noProxy.stream().anyMatch(e -> covers(e, name, port))
        ? ""
        : proxy;
  }

  private static boolean covers(String entry, String host, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.indexOf('/') >= 0) {
      return isInRange(entry, host);
    }
    String name = entry.endsWith(":" + port) ? entry.substring(0, entry.lastIndexOf(':')) : entry;
    if (name.startsWith("*.")) {
      name = name.substring(1);
    }
    return name.startsWith(".")
        ? host.endsWith(name)
        : host.equals(name) || host.endsWith("." + name);
  }

  private static boolean isInRange(String range, String host) {
    int slash = range.indexOf('/');
    try {
      byte[] network = InetAddress.ofLiteral(range.substring(0, slash)).getAddress();
      byte[] address = InetAddress.ofLiteral(host).getAddress();
      int bits = Integer.parseInt(range.substring(slash + 1));
      if (network.length != address.length || bits < 0 || bits > network.length * 8) {
        return false;
      }
      int shift = network.length * 8 - bits;
      return new BigInteger(1, network)
          .shiftRight(shift)
          .equals(new BigInteger(1, address).shiftRight(shift));
    } catch (IllegalArgumentException e) {
      return false; // the host has a name, or the range is none
    }
  }
}
