package io.tiphys.settings;

import java.util.List;
import java.util.Map;

/// All settings at one moment.
///
/// @param argocd of `argocd-cm`
/// @param params of `argocd-cmd-params-cm`
/// @param secrets of `argocd-secret` and the Secrets that settings may refer to
/// @param clusters of the cluster Secrets
/// @param repositories of the repository Secrets
/// @param writeRepositories of the Secrets with which the hydrator pushes
/// @param configMaps the data of every other ConfigMap of the installation, by its name, such as
///   `argocd-rbac-cm`
/// @param problems values that are not in force because they cannot be used
public record Settings(
    ArgocdSettings argocd,
    CmdParams params,
    SecretValues secrets,
    Clusters clusters,
    Repositories repositories,
    Repositories writeRepositories,
    Map<String, Map<String, String>> configMaps,
    List<SettingsProblem> problems) {

  public Settings {
    configMaps = Map.copyOf(configMaps);
    problems = List.copyOf(problems);
  }

  /// An installation that says nothing.
  public static final Settings NONE =
      new Settings(
          ArgocdSettings.DEFAULT,
          CmdParams.NONE,
          SecretValues.NONE,
          Clusters.NONE,
          Repositories.NONE,
          Repositories.NONE,
          Map.of(),
          List.of());
}
