package io.tiphys.apiserver.options;

import picocli.CommandLine.Option;

/// For how long entries of Redis are good, as Go durations.
public final class CacheFlags {

  @Option(
      names = "--default-cache-expiration",
      defaultValue = "${env:ARGOCD_DEFAULT_CACHE_EXPIRATION:-24h}",
      description = "Any entry (default ${DEFAULT-VALUE}).")
  public String defaultExpiration = "";

  @Option(
      names = "--app-state-cache-expiration",
      defaultValue = "${env:ARGOCD_APP_STATE_CACHE_EXPIRATION:-1h}",
      description = "An Application's tree and diffs (default ${DEFAULT-VALUE}).")
  public String appState = "";

  @Option(
      names = "--connection-status-cache-expiration",
      defaultValue = "${env:ARGOCD_SERVER_CONNECTION_STATUS_CACHE_EXPIRATION:-1h}",
      description = "Whether a cluster or repository is reached (default ${DEFAULT-VALUE}).")
  public String connectionStatus = "";

  @Option(
      names = "--oidc-cache-expiration",
      defaultValue = "${env:ARGOCD_SERVER_OIDC_CACHE_EXPIRATION:-3m}",
      description = "The state of a login (default ${DEFAULT-VALUE}).")
  public String oidc = "";

  @Option(
      names = "--repo-cache-expiration",
      defaultValue = "${env:ARGOCD_REPO_CACHE_EXPIRATION:-24h}",
      description = "What a repository holds (default ${DEFAULT-VALUE}).")
  public String repository = "";

  @Option(
      names = "--revision-cache-expiration",
      defaultValue = "${env:ARGOCD_RECONCILIATION_TIMEOUT:-3m}",
      description = "What a branch or tag points to (default ${DEFAULT-VALUE}).")
  public String revision = "";

  @Option(
      names = "--revision-cache-lock-timeout",
      defaultValue = "${env:ARGOCD_REVISION_CACHE_LOCK_TIMEOUT:-10s}",
      description = "Accepted: nobody waits for a lock here.")
  public String revisionLock = "";

  @Option(
      names = "--login-attempts-expiration",
      hidden = true,
      defaultValue = "24h",
      description = "Accepted; the original does not use it either.")
  public String loginAttempts = "";
}
