package io.tiphys.apiserver.options;

import picocli.CommandLine.Option;

/// Who callers are.
public final class LoginFlags {

  @Option(
      names = "--disable-auth",
      defaultValue = "${env:ARGOCD_SERVER_DISABLE_AUTH:-false}",
      description = "Believe everybody everything.")
  public boolean disabled;

  @Option(
      names = "--dex-server",
      defaultValue = "${env:ARGOCD_SERVER_DEX_SERVER:-argocd-dex-server:5556}",
      description = "The Dex server (default ${DEFAULT-VALUE}).")
  public String dexServer = "";

  @Option(
      names = "--dex-server-plaintext",
      defaultValue = "${env:ARGOCD_SERVER_DEX_SERVER_PLAINTEXT:-false}",
      description = "No TLS to the Dex server.")
  public boolean dexPlaintext;

  @Option(
      names = "--dex-server-strict-tls",
      defaultValue = "${env:ARGOCD_SERVER_DEX_SERVER_STRICT_TLS:-false}",
      description = "Check the Dex server's certificate.")
  public boolean dexStrictTls;
}
