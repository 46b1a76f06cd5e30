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
