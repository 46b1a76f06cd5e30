package io.tiphys.kube.access;

/// All that is needed to reach one API server. Two equal values reach it in the same way.
///
/// @param server its URL; a path is kept as a prefix, a query is not sent (it only tells two
///   registrations of one API server apart)
/// @param auth who we are
/// @param tls how the server proves itself, and a client certificate
/// @param proxyUrl `http://` or `socks5://`; empty for what the environment says
/// @param disableCompression never ask for gzip
public record ClusterAccess(
    String server, Auth auth, Tls tls, String proxyUrl, boolean disableCompression) {

  /// The URL that names the cluster which Tiphys runs in.
  public static final String IN_CLUSTER = "https://kubernetes.default.svc";

  public ClusterAccess(String server, Auth auth, Tls tls) {
    this(server, auth, tls, "", false);
  }

  /// Without the proxy's URL, which may have a password in it.
  @Override
  public String toString() {
    return "ClusterAccess[" + server + ", " + auth + ", " + tls + "]";
  }
}
