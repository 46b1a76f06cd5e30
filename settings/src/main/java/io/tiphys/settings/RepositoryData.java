package io.tiphys.settings;

import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.RepoCredsBuilder;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import io.tiphys.settings.SecretKey.Flag;
import io.tiphys.settings.SecretKey.Text;
import io.tiphys.settings.SecretKey.Whole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The data of the Secrets that hold repositories and credential templates, decoded, with the
/// original's keys
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/argocd-repositories-yaml/). Both
/// directions: what is written is read again as it was.
public final class RepositoryData {

  private static final List<SecretKey<Repository, RepositoryBuilder>> REPOSITORY =
      List.of(
          new Text<>("name", Repository::name, RepositoryBuilder::name),
          new Text<>("project", Repository::project, RepositoryBuilder::project),
          new Text<>("url", Repository::repo, RepositoryBuilder::repo),
          new Text<>("username", Repository::username, RepositoryBuilder::username),
          new Text<>("password", Repository::password, RepositoryBuilder::password),
          new Text<>("bearerToken", Repository::bearerToken, RepositoryBuilder::bearerToken),
          new Text<>("sshPrivateKey", Repository::sshPrivateKey, RepositoryBuilder::sshPrivateKey),
          new Text<>(
              "tlsClientCertData",
              Repository::tlsClientCertData,
              RepositoryBuilder::tlsClientCertData),
          new Text<>(
              "tlsClientCertKey",
              Repository::tlsClientCertKey,
              RepositoryBuilder::tlsClientCertKey),
          new Text<>("type", Repository::type, RepositoryBuilder::type),
          new Text<>(
              "githubAppPrivateKey",
              Repository::githubAppPrivateKey,
              RepositoryBuilder::githubAppPrivateKey),
          new Text<>(
              "githubAppEnterpriseBaseUrl",
              Repository::githubAppEnterpriseBaseUrl,
              RepositoryBuilder::githubAppEnterpriseBaseUrl),
          new Text<>("proxy", Repository::proxy, RepositoryBuilder::proxy),
          new Text<>("noProxy", Repository::noProxy, RepositoryBuilder::noProxy),
          new Text<>(
              "gcpServiceAccountKey",
              Repository::gcpServiceAccountKey,
              RepositoryBuilder::gcpServiceAccountKey),
          new Text<>(
              "azureServicePrincipalClientId",
              Repository::azureServicePrincipalClientId,
              RepositoryBuilder::azureServicePrincipalClientId),
          new Text<>(
              "azureServicePrincipalClientSecret",
              Repository::azureServicePrincipalClientSecret,
              RepositoryBuilder::azureServicePrincipalClientSecret),
          new Text<>(
              "azureServicePrincipalTenantId",
              Repository::azureServicePrincipalTenantId,
              RepositoryBuilder::azureServicePrincipalTenantId),
          new Text<>(
              "azureActiveDirectoryEndpoint",
              Repository::azureActiveDirectoryEndpoint,
              RepositoryBuilder::azureActiveDirectoryEndpoint),
          new Flag<>("enableOCI", Repository::enableOCI, RepositoryBuilder::enableOCI),
          new Flag<>(
              "insecureOCIForceHttp",
              Repository::insecureOCIForceHttp,
              RepositoryBuilder::insecureOCIForceHttp),
          new Flag<>(
              "insecureIgnoreHostKey",
              Repository::insecureIgnoreHostKey,
              RepositoryBuilder::insecureIgnoreHostKey),
          new Flag<>("insecure", Repository::insecure, RepositoryBuilder::insecure),
          new Flag<>("enableLfs", Repository::enableLfs, RepositoryBuilder::enableLfs),
          new Flag<>(
              "forceHttpBasicAuth",
              Repository::forceHttpBasicAuth,
              RepositoryBuilder::forceHttpBasicAuth),
          new Flag<>(
              "useAzureWorkloadIdentity",
              Repository::useAzureWorkloadIdentity,
              RepositoryBuilder::useAzureWorkloadIdentity),
          new Flag<>(
              "webhookManifestCacheWarmDisabled",
              Repository::webhookManifestCacheWarmDisabled,
              RepositoryBuilder::webhookManifestCacheWarmDisabled),
          new Whole<>("githubAppID", Repository::githubAppID, RepositoryBuilder::githubAppID),
          new Whole<>(
              "githubAppInstallationID",
              Repository::githubAppInstallationID,
              RepositoryBuilder::githubAppInstallationID),
          new Whole<>("depth", Repository::depth, RepositoryBuilder::depth));

  private static final List<SecretKey<RepoCreds, RepoCredsBuilder>> TEMPLATE =
      List.of(
          new Text<>("url", RepoCreds::url, RepoCredsBuilder::url),
          new Text<>("username", RepoCreds::username, RepoCredsBuilder::username),
          new Text<>("password", RepoCreds::password, RepoCredsBuilder::password),
          new Text<>("bearerToken", RepoCreds::bearerToken, RepoCredsBuilder::bearerToken),
          new Text<>("sshPrivateKey", RepoCreds::sshPrivateKey, RepoCredsBuilder::sshPrivateKey),
          new Text<>(
              "tlsClientCertData",
              RepoCreds::tlsClientCertData,
              RepoCredsBuilder::tlsClientCertData),
          new Text<>(
              "tlsClientCertKey", RepoCreds::tlsClientCertKey, RepoCredsBuilder::tlsClientCertKey),
          new Text<>("type", RepoCreds::type, RepoCredsBuilder::type),
          new Text<>(
              "githubAppPrivateKey",
              RepoCreds::githubAppPrivateKey,
              RepoCredsBuilder::githubAppPrivateKey),
          new Text<>(
              "githubAppEnterpriseBaseUrl",
              RepoCreds::githubAppEnterpriseBaseUrl,
              RepoCredsBuilder::githubAppEnterpriseBaseUrl),
          new Text<>("proxy", RepoCreds::proxy, RepoCredsBuilder::proxy),
          new Text<>("noProxy", RepoCreds::noProxy, RepoCredsBuilder::noProxy),
          new Text<>(
              "gcpServiceAccountKey",
              RepoCreds::gcpServiceAccountKey,
              RepoCredsBuilder::gcpServiceAccountKey),
          new Text<>(
              "azureServicePrincipalClientID",
              RepoCreds::azureServicePrincipalClientId,
              RepoCredsBuilder::azureServicePrincipalClientId),
          new Text<>(
              "azureServicePrincipalClientSecret",
              RepoCreds::azureServicePrincipalClientSecret,
              RepoCredsBuilder::azureServicePrincipalClientSecret),
          new Text<>(
              "azureServicePrincipalTenantID",
              RepoCreds::azureServicePrincipalTenantId,
              RepoCredsBuilder::azureServicePrincipalTenantId),
          new Text<>(
              "azureActiveDirectoryEndpoint",
              RepoCreds::azureActiveDirectoryEndpoint,
              RepoCredsBuilder::azureActiveDirectoryEndpoint),
          new Flag<>("enableOCI", RepoCreds::enableOCI, RepoCredsBuilder::enableOCI),
          new Flag<>(
              "insecureOCIForceHttp",
              RepoCreds::insecureOCIForceHttp,
              RepoCredsBuilder::insecureOCIForceHttp),
          new Flag<>(
              "forceHttpBasicAuth",
              RepoCreds::forceHttpBasicAuth,
              RepoCredsBuilder::forceHttpBasicAuth),
          new Flag<>(
              "useAzureWorkloadIdentity",
              RepoCreds::useAzureWorkloadIdentity,
              RepoCredsBuilder::useAzureWorkloadIdentity),
          new Whole<>("githubAppID", RepoCreds::githubAppID, RepoCredsBuilder::githubAppID),
          new Whole<>(
              "githubAppInstallationID",
              RepoCreds::githubAppInstallationID,
              RepoCredsBuilder::githubAppInstallationID));

  /// Azure's names in templates, as they were written before they had the original's spelling.
  private static final Map<String, String> OTHER_SPELLINGS =
      Map.of(
          "azureServicePrincipalClientID", "azureServicePrincipalClientId",
          "azureServicePrincipalTenantID", "azureServicePrincipalTenantId");

  private RepositoryData() {}

  /// @param unreadable is told the keys whose value is no number and counts as 0
  /// @return `git` where no type is given
  public static Repository repository(Map<String, String> data, Consumer<String> unreadable) {
    var builder = RepositoryBuilder.builder();
    REPOSITORY.forEach(key -> read(key, data, builder, unreadable));
    Repository read = builder.build();
    return read.withRepo(read.repo().strip()).withType(read.type().isEmpty() ? "git" : read.type());
  }

  /// @param unreadable is told the keys whose value is no number and counts as 0
  public static RepoCreds template(Map<String, String> data, Consumer<String> unreadable) {
    var builder = RepoCredsBuilder.builder();
    TEMPLATE.forEach(key -> read(key, data, builder, unreadable));
    RepoCreds read = builder.build();
    return read.withUrl(read.url().strip());
  }

  /// @param before what the Secret holds; keys that have another meaning stay
  public static Map<String, String> of(Repository repository, Map<String, String> before) {
    var data = new HashMap<>(before);
    REPOSITORY.forEach(key -> key.write(repository, data));
    return data;
  }

  /// @param before what the Secret holds; keys that have another meaning stay
  public static Map<String, String> of(RepoCreds template, Map<String, String> before) {
    var data = new HashMap<>(before);
    TEMPLATE.forEach(key -> key.write(template, data));
    OTHER_SPELLINGS.values().forEach(data::remove);
    return data;
  }

  private static <R, B> void read(
      SecretKey<R, B> key, Map<String, String> data, B into, Consumer<String> unreadable) {
    String text = data.get(key.key());
    if (text == null) {
      text = data.getOrDefault(OTHER_SPELLINGS.getOrDefault(key.key(), ""), "");
    }
    try {
      key.read(text, into);
    } catch (NumberFormatException e) {
      unreadable.accept(key.key());
    }
  }
}
