package io.tiphys.apiserver.repository;

import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.proto.repository.RepoAccessQuery;
import io.tiphys.proto.repository.RepoResponse;
import io.tiphys.settings.Settings;
import java.util.function.Supplier;

/// Tries a repository that is not registered yet.
final class AccessChecks {

  private final Supplier<Settings> settings;
  private final RepoServerDoor repoServer;

  AccessChecks(Supplier<Settings> settings, RepoServerDoor repoServer) {
    this.settings = settings;
    this.repoServer = repoServer;
  }

  /// @throws Refusal as the repo server says when it cannot be connected to
  RepoResponse check(Purpose purpose, RepoAccessQuery query, Call call) {
    Repository described = described(query);
    call.require(purpose.resource(), "create", RegisteredRepositories.object(described));
    repoServer.test(
        switch (purpose) {
          case READ -> settings.get().repositories().withTemplate(described);
          case WRITE -> described;
        });
    return RepoResponse.getDefaultInstance();
  }

  private static Repository described(RepoAccessQuery query) {
    return RepositoryBuilder.builder()
        .repo(GivenUrl.require(query.getRepo()))
        .type(GivenType.require(query.getType()))
        .name(query.getName())
        .project(query.getProject())
        .username(query.getUsername())
        .password(query.getPassword())
        .bearerToken(query.getBearerToken())
        .sshPrivateKey(query.getSshPrivateKey())
        .insecure(query.getInsecure())
        .tlsClientCertData(query.getTlsClientCertData())
        .tlsClientCertKey(query.getTlsClientCertKey())
        .enableOCI(query.getEnableOci())
        .insecureOCIForceHttp(query.getInsecureOciForceHttp())
        .githubAppPrivateKey(query.getGithubAppPrivateKey())
        .githubAppID(query.getGithubAppID())
        .githubAppInstallationID(query.getGithubAppInstallationID())
        .githubAppEnterpriseBaseUrl(query.getGithubAppEnterpriseBaseUrl())
        .proxy(query.getProxy())
        .gcpServiceAccountKey(query.getGcpServiceAccountKey())
        .forceHttpBasicAuth(query.getForceHttpBasicAuth())
        .useAzureWorkloadIdentity(query.getUseAzureWorkloadIdentity())
        .azureServicePrincipalClientId(query.getAzureServicePrincipalClientId())
        .azureServicePrincipalClientSecret(query.getAzureServicePrincipalClientSecret())
        .azureServicePrincipalTenantId(query.getAzureServicePrincipalTenantId())
        .azureActiveDirectoryEndpoint(query.getAzureActiveDirectoryEndpoint())
        .build();
  }
}
