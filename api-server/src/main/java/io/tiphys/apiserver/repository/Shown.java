package io.tiphys.apiserver.repository;

import io.tiphys.model.json.ModelJson;
import io.tiphys.model.meta.ConnectionState;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.proto.json.GoJson;
import io.tiphys.proto.v1alpha1.Repository;

/// What of a repository callers may see: no part of a credential, and of the original's `Sanitized`
/// all that is none.
final class Shown {

  private Shown() {}

  /// @param repository with what it inherits of a template
  static Repository of(io.tiphys.model.repository.Repository repository, ConnectionState state) {
    return wire(
        RepositoryBuilder.builder()
            .repo(Redaction.url(repository.repo()))
            .type(repository.type().isEmpty() ? "git" : repository.type())
            .name(repository.name())
            .username(Redaction.user(repository.username()))
            .insecure(isInsecure(repository))
            .enableLfs(repository.enableLfs())
            .enableOCI(repository.enableOCI())
            .proxy(Redaction.url(repository.proxy()))
            .noProxy(repository.noProxy())
            .project(repository.project())
            .forceHttpBasicAuth(repository.forceHttpBasicAuth())
            .inheritedCreds(repository.inheritedCreds())
            .githubAppID(repository.githubAppID())
            .githubAppInstallationID(repository.githubAppInstallationID())
            .githubAppEnterpriseBaseUrl(Redaction.url(repository.githubAppEnterpriseBaseUrl()))
            .useAzureWorkloadIdentity(repository.useAzureWorkloadIdentity())
            .azureActiveDirectoryEndpoint(Redaction.url(repository.azureActiveDirectoryEndpoint()))
            .azureServicePrincipalClientId(repository.azureServicePrincipalClientId())
            .azureServicePrincipalTenantId(repository.azureServicePrincipalTenantId())
            .depth(repository.depth())
            .connectionState(state)
            .build());
  }

  /// The answer to a write.
  static Repository name(io.tiphys.model.repository.Repository repository) {
    return wire(
        RepositoryBuilder.builder()
            .repo(Redaction.url(repository.repo()))
            .type(repository.type())
            .name(repository.name())
            .build());
  }

  private static boolean isInsecure(io.tiphys.model.repository.Repository repository) {
    return repository.insecure()
        || repository.insecureIgnoreHostKey()
        || repository.insecureOCIForceHttp();
  }

  static Repository wire(io.tiphys.model.repository.Repository repository) {
    return GoJson.merge(ModelJson.toTree(repository), Repository.newBuilder()).build();
  }

  static io.tiphys.model.repository.Repository read(Repository wire) {
    return ModelJson.fromTree(GoJson.toTree(wire), io.tiphys.model.repository.Repository.class);
  }
}
