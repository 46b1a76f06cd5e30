package io.tiphys.model.repository;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Credentials for all repositories whose URL begins alike.
///
/// @param url what the URLs of the repositories begin with
/// @param sshPrivateKey PEM
/// @param tlsClientCertData PEM
/// @param tlsClientCertKey PEM
/// @param type `git`, `helm` or `oci`; empty means `git`
/// @param proxy URL of an HTTP proxy; empty for none
/// @param noProxy hosts that are reached without it, with commas between
/// @param unknown members that this record does not know
@RecordBuilder
public record RepoCreds(
    @Always String url,
    String username,
    String password,
    String sshPrivateKey,
    String tlsClientCertData,
    String tlsClientCertKey,
    String githubAppPrivateKey,
    long githubAppID,
    long githubAppInstallationID,
    String githubAppEnterpriseBaseUrl,
    boolean enableOCI,
    String type,
    String gcpServiceAccountKey,
    String proxy,
    boolean forceHttpBasicAuth,
    String noProxy,
    boolean useAzureWorkloadIdentity,
    String bearerToken,
    boolean insecureOCIForceHttp,
    String azureServicePrincipalClientId,
    String azureServicePrincipalClientSecret,
    String azureServicePrincipalTenantId,
    String azureActiveDirectoryEndpoint,
    Unknown unknown)
    implements RepoCredsBuilder.With {

  public RepoCreds {
    url = Zero.text(url);
    username = Zero.text(username);
    password = Zero.text(password);
    sshPrivateKey = Zero.text(sshPrivateKey);
    tlsClientCertData = Zero.text(tlsClientCertData);
    tlsClientCertKey = Zero.text(tlsClientCertKey);
    githubAppPrivateKey = Zero.text(githubAppPrivateKey);
    githubAppEnterpriseBaseUrl = Zero.text(githubAppEnterpriseBaseUrl);
    type = Zero.text(type);
    gcpServiceAccountKey = Zero.text(gcpServiceAccountKey);
    proxy = Zero.text(proxy);
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
    return "RepoCreds[" + url + "]";
  }
}
