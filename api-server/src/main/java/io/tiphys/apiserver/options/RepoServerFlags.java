package io.tiphys.apiserver.options;

import picocli.CommandLine.Option;

/// Where the repo server is and how we prove ourselves to it.
public final class RepoServerFlags {

  private static final String PREFIX = "ARGOCD_SERVER_REPO_SERVER";

  @Option(
      names = "--repo-server",
      defaultValue = "${env:" + PREFIX + ":-argocd-repo-server:8081}",
      description = "The repo server as host:port (default ${DEFAULT-VALUE}).")
  public String address = "";

  @Option(
      names = "--repo-server-timeout-seconds",
      defaultValue = "${env:" + PREFIX + "_TIMEOUT_SECONDS:-60}",
      description = "Seconds to wait for an answer of the repo server (default ${DEFAULT-VALUE}).")
  public long timeoutSeconds;

  @Option(
      names = "--repo-server-plaintext",
      defaultValue = "${env:" + PREFIX + "_PLAINTEXT:-false}",
      description = "No TLS to the repo server.")
  public boolean plaintext;

  @Option(
      names = "--repo-server-strict-tls",
      hidden = true,
      defaultValue = "${env:" + PREFIX + "_STRICT_TLS:-false}",
      description = "Accepted: the repo server's certificate is always checked.")
  public boolean strictTls;

  @Option(
      names = "--repo-server-ca-cert-path",
      defaultValue = "${env:" + PREFIX + "_CA_CERT_PATH:-}",
      description = "PEM file of the authority that signed the repo server's certificate.")
  public String certificateAuthority = "";

  @Option(
      names = "--repo-server-client-cert-path",
      defaultValue =
          "${env:" + PREFIX + "_CLIENT_CERT_PATH:-/app/config/reposerver/mtls/client.crt}",
      description = "PEM file of our certificate (default ${DEFAULT-VALUE}).")
  public String clientCertificate = "";

  @Option(
      names = "--repo-server-client-cert-key-path",
      defaultValue =
          "${env:" + PREFIX + "_CLIENT_CERT_KEY_PATH:-/app/config/reposerver/mtls/client.key}",
      description = "PEM file of its key (default ${DEFAULT-VALUE}).")
  public String clientKey = "";
}
