package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ConnectionState;

/// A Git, Helm or OCI repository and how to connect to it.
///
/// @param repo the URL
/// @param sshPrivateKey PEM
/// @param insecure whether the server's certificate goes unchecked
/// @param tlsClientCertData PEM
/// @param tlsClientCertKey PEM
/// @param type `git`, `helm` or `oci`; empty means `git`
/// @param name how it is shown; Helm repositories need it
/// @param inheritedCreds whether the credentials come from a template
/// @param proxy URL of an HTTP proxy; empty for none
/// @param project the project that it belongs to; empty for all projects
/// @param noProxy hosts that are reached without it, with commas between
/// @param depth how many commits are fetched; 0 for all
/// @param unknown members that this record does not know
@RecordBuilder
public record Repository(
    @Always String repo,
    String username,
    String password,
    String sshPrivateKey,
    ConnectionState connectionState,
    boolean insecureIgnoreHostKey,
    boolean insecure,
    boolean enableLfs,
    String tlsClientCertData,
    String tlsClientCertKey,
    String type,
    String name,
    boolean inheritedCreds,
    boolean enableOCI,
    String githubAppPrivateKey,
    long githubAppID,
    long githubAppInstallationID,
    String githubAppEnterpriseBaseUrl,
    String proxy,
    String project,
    String gcpServiceAccountKey,
    boolean forceHttpBasicAuth,
    String noProxy,
    boolean useAzureWorkloadIdentity,
    String bearerToken,
    boolean insecureOCIForceHttp,
    long depth,
    boolean webhookManifestCacheWarmDisabled,
    String azureServicePrincipalClientId,
    String azureServicePrincipalClientSecret,
    String azureServicePrincipalTenantId,
    String azureActiveDirectoryEndpoint,
    Unknown unknown)
    implements RepositoryBuilder.With {

  public Repository {
    repo = Zero.text(repo);
    username = Zero.text(username);
    password = Zero.text(password);
    sshPrivateKey = Zero.text(sshPrivateKey);
    connectionState = Zero.of(connectionState, ConnectionState.EMPTY);
    tlsClientCertData = Zero.text(tlsClientCertData);
    tlsClientCertKey = Zero.text(tlsClientCertKey);
    type = Zero.text(type);
    name = Zero.text(name);
    githubAppPrivateKey = Zero.text(githubAppPrivateKey);
    githubAppEnterpriseBaseUrl = Zero.text(githubAppEnterpriseBaseUrl);
    proxy = Zero.text(proxy);
    project = Zero.text(project);
    gcpServiceAccountKey = Zero.text(gcpServiceAccountKey);
    noProxy = Zero.text(noProxy);
    bearerToken = Zero.text(bearerToken);
    azureServicePrincipalClientId = Zero.text(azureServicePrincipalClientId);
    azureServicePrincipalClientSecret = Zero.text(azureServicePrincipalClientSecret);
    azureServicePrincipalTenantId = Zero.text(azureServicePrincipalTenantId);
    azureActiveDirectoryEndpoint = Zero.text(azureActiveDirectoryEndpoint);
    unknown = Zero.unknown(unknown);
  }

  /// Tells no secret.
  @Override
  public String toString() {
    return "Repository[" + repo + "]";
  }
}
