package io.tiphys.settings;

import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// The registered repositories and the credential templates.
public final class Repositories {

  public static final Repositories NONE = new Repositories(List.of(), List.of());

  private final List<Repository> repositories;
  private final List<RepoCreds> templates;

  Repositories(Collection<Repository> repositories, Collection<RepoCreds> templates) {
    this.repositories = List.copyOf(repositories);
    var sorted = new ArrayList<>(templates);
    sorted.sort(
        Comparator.comparingInt(
                (RepoCreds template) -> RepositoryUrl.prefix(template.url()).length())
            .reversed());
    this.templates = List.copyOf(sorted);
  }

  /// As registered, without what templates add.
  public List<Repository> all() {
    return repositories;
  }

  public List<RepoCreds> templates() {
    return templates;
  }

  /// The repository with its credentials: registered for the project, or for all; a repository that
  /// nobody registered has what the longest matching template says.
  ///
  /// @param project of the Application; empty for none
  public Repository find(String url, String project) {
    Repository registered =
        registered(url, project).orElseGet(() -> RepositoryBuilder.builder().repo(url).build());
    return withTemplate(registered);
  }

  /// The registered one, if there is.
  public Optional<Repository> registered(String url, String project) {
    String wanted = RepositoryUrl.normalized(url);
    Optional<Repository> shared = Optional.empty();
    for (Repository repository : repositories) {
      if (RepositoryUrl.normalized(repository.repo()).equals(wanted)) {
        if (repository.project().equals(project)) {
          return Optional.of(repository);
        }
        if (shared.isEmpty() && (repository.project().isEmpty() || project.isEmpty())) {
          shared = Optional.of(repository);
        }
      }
    }
    return shared;
  }

  /// A repository that somebody describes, with the longest matching template's credentials where
  /// it has none.
  public Repository withTemplate(Repository described) {
    return hasCredentials(described)
        ? described
        : template(described.repo())
            .map(template -> inherit(described, template))
            .orElse(described);
  }

  /// The registered one of exactly this project.
  ///
  /// @param project empty for a repository of all
  public Optional<Repository> exactly(String url, String project) {
    String wanted = RepositoryUrl.normalized(url);
    return repositories.stream()
        .filter(one -> one.project().equals(project))
        .filter(one -> RepositoryUrl.normalized(one.repo()).equals(wanted))
        .findFirst();
  }

  /// The template with the longest URL that the repository's begins with. A slash at the end of the
  /// template's counts: `https://host/team/` is for nothing of `https://host/team-b`.
  public Optional<RepoCreds> template(String url) {
    String wanted = RepositoryUrl.normalized(url);
    return templates.stream()
        .filter(template -> wanted.startsWith(RepositoryUrl.prefix(template.url())))
        .findFirst();
  }

  /// The template with this URL itself.
  public Optional<RepoCreds> templateAt(String url) {
    String wanted = RepositoryUrl.prefix(url);
    return templates.stream()
        .filter(template -> RepositoryUrl.prefix(template.url()).equals(wanted))
        .findFirst();
  }

  /// Whether a repository says itself how to get in.
  public static boolean hasCredentials(Repository repository) {
    return !repository.username().isEmpty()
        || !repository.password().isEmpty()
        || !repository.bearerToken().isEmpty()
        || !repository.sshPrivateKey().isEmpty()
        || !repository.tlsClientCertData().isEmpty()
        || !repository.githubAppPrivateKey().isEmpty()
        || !repository.gcpServiceAccountKey().isEmpty()
        || !repository.azureServicePrincipalClientSecret().isEmpty()
        || repository.useAzureWorkloadIdentity();
  }

  private static Repository inherit(Repository to, RepoCreds from) {
    return RepositoryBuilder.builder(to)
        .inheritedCreds(true)
        .type(to.type().isEmpty() ? from.type() : to.type())
        .username(from.username())
        .password(from.password())
        .bearerToken(from.bearerToken())
        .sshPrivateKey(from.sshPrivateKey())
        .tlsClientCertData(from.tlsClientCertData())
        .tlsClientCertKey(from.tlsClientCertKey())
        .githubAppPrivateKey(from.githubAppPrivateKey())
        .githubAppID(from.githubAppID())
        .githubAppInstallationID(from.githubAppInstallationID())
        .githubAppEnterpriseBaseUrl(from.githubAppEnterpriseBaseUrl())
        .gcpServiceAccountKey(from.gcpServiceAccountKey())
        .forceHttpBasicAuth(to.forceHttpBasicAuth() || from.forceHttpBasicAuth())
        .useAzureWorkloadIdentity(from.useAzureWorkloadIdentity())
        .azureServicePrincipalClientId(from.azureServicePrincipalClientId())
        .azureServicePrincipalClientSecret(from.azureServicePrincipalClientSecret())
        .azureServicePrincipalTenantId(from.azureServicePrincipalTenantId())
        .azureActiveDirectoryEndpoint(from.azureActiveDirectoryEndpoint())
        .insecureOCIForceHttp(to.insecureOCIForceHttp() || from.insecureOCIForceHttp())
        .enableOCI(to.enableOCI() || from.enableOCI())
        .proxy(to.proxy().isEmpty() ? from.proxy() : to.proxy())
        .noProxy(to.noProxy().isEmpty() ? from.noProxy() : to.noProxy())
        .build();
  }
}
