package io.tiphys.settings;

import io.tiphys.model.repository.RepoCreds;
import io.tiphys.model.repository.RepoCredsBuilder;
import io.tiphys.model.repository.Repository;
import io.tiphys.model.repository.RepositoryBuilder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.function.Consumer;

/// Reads repository and repo-creds Secrets. A number that is none counts as 0 and is reported.
final class RepositorySecrets {

  private final Consumer<SettingsProblem> problems;

  RepositorySecrets(Consumer<SettingsProblem> problems) {
    this.problems = problems;
  }

  Repositories read(Collection<NamedSecret> secrets) {
    var repositories = new ArrayList<Repository>();
    var templates = new ArrayList<RepoCreds>();
    secrets.stream()
        .sorted(Comparator.comparing(NamedSecret::name))
        .forEach(secret -> {
          if (secret.text("url").isBlank()) {
            problems.accept(new SettingsProblem(secret.name(), "url", "is empty"));
          } else if (secret.type().equals("repository")) {
            repositories.add(repository(secret));
          } else {
            templates.add(template(secret));
          }
        });
    return new Repositories(repositories, templates);
  }

  private Repository repository(NamedSecret secret) {
    return RepositoryBuilder.builder()
        .repo(secret.text("url").strip())
        .type(secret.text("type").isEmpty() ? "git" : secret.text("type"))
        .name(secret.text("name"))
        .project(secret.text("project"))
        .username(secret.text("username"))
        .password(secret.text("password"))
        .bearerToken(secret.text("bearerToken"))
        .sshPrivateKey(secret.text("sshPrivateKey"))
        .tlsClientCertData(secret.text("tlsClientCertData"))
        .tlsClientCertKey(secret.text("tlsClientCertKey"))
        .insecure(secret.isTrue("insecure"))
        .insecureIgnoreHostKey(secret.isTrue("insecureIgnoreHostKey"))
        .enableLfs(secret.isTrue("enableLfs"))
        .enableOCI(secret.isTrue("enableOCI"))
        .insecureOCIForceHttp(secret.isTrue("insecureOCIForceHttp"))
        .githubAppPrivateKey(secret.text("githubAppPrivateKey"))
        .githubAppID(number(secret, "githubAppID"))
        .githubAppInstallationID(number(secret, "githubAppInstallationID"))
        .githubAppEnterpriseBaseUrl(secret.text("githubAppEnterpriseBaseUrl"))
        .gcpServiceAccountKey(secret.text("gcpServiceAccountKey"))
        .forceHttpBasicAuth(secret.isTrue("forceHttpBasicAuth"))
        .useAzureWorkloadIdentity(secret.isTrue("useAzureWorkloadIdentity"))
        .azureServicePrincipalClientId(secret.text("azureServicePrincipalClientId"))
        .azureServicePrincipalClientSecret(secret.text("azureServicePrincipalClientSecret"))
        .azureServicePrincipalTenantId(secret.text("azureServicePrincipalTenantId"))
        .azureActiveDirectoryEndpoint(secret.text("azureActiveDirectoryEndpoint"))
        .proxy(secret.text("proxy"))
        .noProxy(secret.text("noProxy"))
        .depth(number(secret, "depth"))
        .webhookManifestCacheWarmDisabled(secret.isTrue("webhookManifestCacheWarmDisabled"))
        .build();
  }

  private RepoCreds template(NamedSecret secret) {
    return RepoCredsBuilder.builder()
        .url(secret.text("url").strip())
        .type(secret.text("type"))
        .username(secret.text("username"))
        .password(secret.text("password"))
        .bearerToken(secret.text("bearerToken"))
        .sshPrivateKey(secret.text("sshPrivateKey"))
        .tlsClientCertData(secret.text("tlsClientCertData"))
        .tlsClientCertKey(secret.text("tlsClientCertKey"))
        .enableOCI(secret.isTrue("enableOCI"))
        .insecureOCIForceHttp(secret.isTrue("insecureOCIForceHttp"))
        .githubAppPrivateKey(secret.text("githubAppPrivateKey"))
        .githubAppID(number(secret, "githubAppID"))
        .githubAppInstallationID(number(secret, "githubAppInstallationID"))
        .githubAppEnterpriseBaseUrl(secret.text("githubAppEnterpriseBaseUrl"))
        .gcpServiceAccountKey(secret.text("gcpServiceAccountKey"))
        .forceHttpBasicAuth(secret.isTrue("forceHttpBasicAuth"))
        .useAzureWorkloadIdentity(secret.isTrue("useAzureWorkloadIdentity"))
        .azureServicePrincipalClientId(secret.text("azureServicePrincipalClientId"))
        .azureServicePrincipalClientSecret(secret.text("azureServicePrincipalClientSecret"))
        .azureServicePrincipalTenantId(secret.text("azureServicePrincipalTenantId"))
        .azureActiveDirectoryEndpoint(secret.text("azureActiveDirectoryEndpoint"))
        .proxy(secret.text("proxy"))
        .noProxy(secret.text("noProxy"))
        .build();
  }

  private long number(NamedSecret secret, String key) {
    String text = secret.text(key).strip();
    try {
      return text.isEmpty() ? 0 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      problems.accept(new SettingsProblem(secret.name(), key, "is no number"));
      return 0;
    }
  }
}
