package io.tiphys.apiserver.options;

import java.util.List;
import picocli.CommandLine.Option;

/// What the preview of an ApplicationSet may reach.
public final class ApplicationSetFlags {

  private static final String PREFIX = "ARGOCD_APPLICATIONSET_CONTROLLER_";

  @Option(
      names = "--appset-allowed-scm-providers",
      split = ",",
      defaultValue = "${env:" + PREFIX + "ALLOWED_SCM_PROVIDERS:-}",
      description = "URLs of the SCM providers that generators may ask; none for all.")
  public List<String> allowedScmProviders = List.of();

  @Option(
      names = "--appset-enable-scm-providers",
      defaultValue = "${env:" + PREFIX + "ENABLE_SCM_PROVIDERS:-true}",
      description = "Whether generators may ask SCM providers (default ${DEFAULT-VALUE}).")
  public boolean scmProviders;

  @Option(
      names = "--appset-enable-new-git-file-globbing",
      defaultValue = "${env:" + PREFIX + "ENABLE_NEW_GIT_FILE_GLOBBING:-false}",
      description = "The new globs of the Git files generator.")
  public boolean newGitFileGlobbing;

  @Option(
      names = "--appset-enable-github-api-metrics",
      defaultValue = "${env:" + PREFIX + "ENABLE_GITHUB_API_METRICS:-false}",
      description = "Count the calls to GitHub.")
  public boolean gitHubApiMetrics;

  @Option(
      names = "--appset-scm-root-ca-path",
      defaultValue = "${env:" + PREFIX + "SCM_ROOT_CA_PATH:-}",
      description = "PEM file of the authority of SCM providers.")
  public String scmRootCa = "";
}
