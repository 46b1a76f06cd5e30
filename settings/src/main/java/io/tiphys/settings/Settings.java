package io.tiphys.settings;

import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.ProjectScope;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.repository.Repository;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

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

  /// What was registered for one project only.
  public ProjectScope scopeOf(String project) {
    return new ProjectScope(
        repositories.all().stream()
            .filter(one -> one.project().equals(project))
            .map(Repository::repo)
            .toList(),
        clusters.all().stream()
            .map(ClusterEntry::cluster)
            .filter(one -> one.project().equals(project))
            .map(one -> new ProjectScope.Cluster(one.server(), one.name(), one.namespaces()))
            .toList());
  }

  /// What a project permits, all that counts counted.
  ///
  /// @param project as it is stored
  /// @param known finds the others, of which it may inherit
  public Project rulesOf(AppProject project, Function<String, Optional<AppProject>> known) {
    return Project.of(
        project, scopeOf(project.metadata().name()), argocd.globalProjects().of(project, known));
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
