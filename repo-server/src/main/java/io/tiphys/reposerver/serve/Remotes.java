package io.tiphys.reposerver.serve;

import io.tiphys.proto.v1alpha1.Repository;
import io.tiphys.reposerver.source.GitUrl;
import io.tiphys.reposerver.source.Remote;
import io.tiphys.reposerver.source.Remote.Credentials;
import io.tiphys.reposerver.source.SourceException;
import io.tiphys.reposerver.source.SourceException.Reason;

/// Reads the repository of a request, whose credentials come with it.
final class Remotes {

  private Remotes() {}

  /// @throws SourceException when it is no Git repository, or wants a way in that is not known
  static Remote of(Repository repository) throws SourceException {
    String type = repository.getType();
    if (!type.isEmpty() && !type.equals("git")) {
      throw new SourceException(
          Reason.INVALID,
          "repository %s: sources of type '%s' are not supported, only git"
              .formatted(GitUrl.masked(repository.getRepo()), type));
    }
    return new Remote(
        GitUrl.parse(repository.getRepo()),
        credentials(repository),
        repository.getInsecure() || repository.getInsecureIgnoreHostKey(),
        repository.getInsecureIgnoreHostKey() || repository.getInsecure(),
        repository.getProxy(),
        repository.getNoProxy(),
        repository.getTlsClientCertData(),
        repository.getTlsClientCertKey());
  }

  private static Credentials credentials(Repository repository) throws SourceException {
    if (!repository.getBearerToken().isEmpty()) {
      return new Credentials.BearerToken(repository.getBearerToken());
    }
    if (!repository.getPassword().isEmpty()) {
      return new Credentials.Password(repository.getUsername(), repository.getPassword());
    }
    if (!repository.getSshPrivateKey().isEmpty()) {
      return new Credentials.SshKey(repository.getSshPrivateKey());
    }
    if (!repository.getGithubAppPrivateKey().isEmpty()) {
      throw unsupported(repository, "GitHub App");
    }
    if (!repository.getGcpServiceAccountKey().isEmpty()) {
      throw unsupported(repository, "Google Cloud service account");
    }
    if (repository.getUseAzureWorkloadIdentity()
        || !repository.getAzureServicePrincipalClientId().isEmpty()) {
      throw unsupported(repository, "Azure");
    }
    return new Credentials.Anonymous();
  }

  private static SourceException unsupported(Repository repository, String what) {
    return new SourceException(
        Reason.INVALID,
        "repository %s: %s credentials are not supported; use a token or an SSH key"
            .formatted(GitUrl.masked(repository.getRepo()), what));
  }
}
