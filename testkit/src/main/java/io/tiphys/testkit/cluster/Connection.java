package io.tiphys.testkit.cluster;

import java.nio.file.Path;

/// How to reach a cluster as its administrator.
///
/// @param server its URL, such as `https://127.0.0.1:40123`
/// @param token a bearer token of `system:masters`
/// @param certificateAuthority PEM of what signed its certificate
/// @param kubeconfig a file that says the same, for kubectl and others
public record Connection(
    String server, String token, String certificateAuthority, Path kubeconfig) {

  /// Where simulated nodes look for logs: those of every container of the name `log-1` are in the
  /// file of that name, those of `log-2` in the other, each line as container runtimes write it:
  /// `2006-01-02T15:04:05.000000000Z stdout F text`.
  public Path podLogs() {
    return kubeconfig.resolveSibling("pod-logs");
  }

  static String kubeconfigText(String server, String certificateAuthorityData, String token) {
    return """
    apiVersion: v1
    kind: Config
    clusters:
    - name: tiphys
      cluster: {server: "%s", certificate-authority-data: %s}
    users:
    - name: admin
      user: {token: %s}
    contexts:
    - name: tiphys
      context: {cluster: tiphys, user: admin, namespace: default}
    current-context: tiphys
    """
        .formatted(server, certificateAuthorityData, token);
  }
}
