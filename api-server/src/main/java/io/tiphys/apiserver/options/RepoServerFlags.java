package io.tiphys.apiserver.options;

import io.tiphys.exchange.repo.RepoServerChannel;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/// Where the repo server is and how we prove ourselves to it. Without plain text both sides believe
/// the installation's own authority, so the original's files of certificates are not read.
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
      description = "Accepted: the installation's authority is believed.")
  public String certificateAuthority = "";

  @Option(
      names = "--repo-server-client-cert-path",
      defaultValue =
          "${env:" + PREFIX + "_CLIENT_CERT_PATH:-/app/config/reposerver/mtls/client.crt}",
      description = "Accepted: our certificate is from the installation's authority.")
  public String clientCertificate = "";

  @Option(
      names = "--repo-server-client-cert-key-path",
      defaultValue =
          "${env:" + PREFIX + "_CLIENT_CERT_KEY_PATH:-/app/config/reposerver/mtls/client.key}",
      description = "Accepted: our certificate is from the installation's authority.")
  public String clientKey = "";

  /// For one call of the repo server.
  public Duration patience() {
    return Duration.ofSeconds(timeoutSeconds);
  }

  /// The channel that these flags mean; it connects when it is used.
  ///
  /// @param trust the directory of the installation's authority; not read for plain text
  public RepoServerChannel channel(Path trust) {
    return plaintext
        ? RepoServerChannel.plain(address)
        : RepoServerChannel.secured(address, trust, "server");
  }
}
