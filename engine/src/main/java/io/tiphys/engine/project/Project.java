package io.tiphys.engine.project;

import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.AppProjectSpec;
import io.tiphys.model.project.ClusterResourceRestrictionItem;
import io.tiphys.model.project.GroupKindItem;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The permissions of one project. Each answer is the reason of a refusal, in the words that Argo
/// CD uses, or empty.
///
/// @param name the project's name
/// @param spec its rules, with what is inherited
/// @param clusters those that were registered for the project
public record Project(String name, AppProjectSpec spec, List<ProjectScope.Cluster> clusters) {

  /// The project of Applications that name none.
  public static final String DEFAULT = "default";

  /// The type of the condition that a refusal of source or destination gives.
  public static final String CONDITION = "InvalidSpecError";

  public Project {
    clusters = List.copyOf(clusters);
  }

  public Project(String name, AppProjectSpec spec) {
    this(name, spec, List.of());
  }

  /// @param name as an Application has it
  public static String orDefault(String name) {
    return name.isEmpty() ? DEFAULT : name;
  }

  public static Project of(AppProject project) {
    return new Project(project.metadata().name(), project.spec());
  }

  /// A project as it is stored, when it may use no more than it says itself.
  public static Project of(AppProject project, ProjectScope scope) {
    return new Project(project.metadata().name(), project.spec(), scope.clusters());
  }

  /// A project as it counts for Applications.
  ///
  /// @param project as it is stored
  /// @param scope what was registered for it
  /// @param globals those that it inherits from
  public static Project of(AppProject project, ProjectScope scope, List<AppProject> globals) {
    return of(GlobalProjects.merged(scope.addedTo(project), globals), scope);
  }

  public boolean isSourcePermitted(String repoUrl) {
    return sourceRefusal(repoUrl).isEmpty();
  }

  /// @param repoUrl of a source
  public Optional<String> sourceRefusal(String repoUrl) {
    String wanted = normalized(repoUrl);
    boolean permitted = false;
    for (String rule : spec.sourceRepos()) {
      String glob = Glob.isDeny(rule) ? "!" + normalized(rule.substring(1)) : normalized(rule);
      if (Glob.matchesOrDenies(glob, wanted, '/')) {
        permitted = true;
      } else if (Glob.isDeny(glob)) {
        permitted = false;
        break;
      }
    }
    return permitted
        ? Optional.empty()
        : Optional.of(
            "application repo %s is not permitted in project '%s'"
                .formatted(withoutPassword(repoUrl), name));
  }

  /// @param destination with the cluster's URL and name, as far as they are known, and the
  ///   namespace
  public Optional<String> destinationRefusal(ApplicationDestination destination) {
    return isDestinationPermitted(destination)
        ? Optional.empty()
        : Optional.of(
            "application destination server '%s' and namespace '%s' do not match any of the allowed destinations in project '%s'"
                .formatted(destination.server(), destination.namespace(), name));
  }

  /// @param object that is to be applied or pruned
  /// @param namespaced whether its kind lives in namespaces
  /// @param destination of the Application; the object's own namespace is judged
  public Optional<String> resourceRefusal(
      Manifest object, boolean namespaced, ApplicationDestination destination) {
    GroupKind kind = object.gvk().groupKind();
    if (!isKindPermitted(kind, object.name(), namespaced)) {
      return Optional.of(
          "resource %s:%s is not permitted in project %s"
              .formatted(kind.group(), kind.kind(), name));
    }
    if (namespaced
        && !isDestinationPermitted(
            new ApplicationDestination(
                destination.server(),
                object.namespace(),
                destination.name(),
                destination.unknown()))) {
      return Optional.of(
          "namespace %s is not permitted in project '%s'".formatted(object.namespace(), name));
    }
    return Optional.empty();
  }

  /// Whether the lists of kinds let an object in: in namespaces everything that is not forbidden,
  /// cluster-scoped only what is allowed.
  public boolean isKindPermitted(GroupKind kind, String objectName, boolean namespaced) {
    if (namespaced) {
      return (spec.namespaceResourceWhitelist().isEmpty()
              || contains(spec.namespaceResourceWhitelist(), kind))
          && !contains(spec.namespaceResourceBlacklist(), kind);
    }
    return contains(spec.clusterResourceWhitelist(), kind, objectName)
        && !contains(spec.clusterResourceBlacklist(), kind, objectName);
  }

  /// Whether an Application may be synced there.
  ///
  /// @param wanted with the cluster's URL and name, as far as they are known, and the namespace
  public boolean isDestinationPermitted(ApplicationDestination wanted) {
    return isDestinationMatched(wanted)
        && (!spec.permitOnlyProjectScopedClusters()
            || clusters.stream().anyMatch(cluster -> cluster.isDestinationOf(wanted)));
  }

  /// One rule must match and none deny. One that denies namespaces does so in its clusters only.
  private boolean isDestinationMatched(ApplicationDestination wanted) {
    boolean permitted = false;
    for (ApplicationDestination rule : spec.destinations()) {
      boolean byName =
          !wanted.name().isEmpty() && Glob.matchesOrDenies(rule.name(), wanted.name(), (char) 0);
      boolean byServer =
          !wanted.server().isEmpty()
              && Glob.matchesOrDenies(rule.server(), wanted.server(), (char) 0);
      boolean byNamespace = Glob.matchesOrDenies(rule.namespace(), wanted.namespace(), (char) 0);
      if ((byServer || byName) && byNamespace) {
        permitted = true;
      } else if (!byName && Glob.isDeny(rule.name())
          || !byServer && Glob.isDeny(rule.server()) && byNamespace
          || !byNamespace && Glob.isDeny(rule.namespace()) && (byServer || byName)) {
        return false;
      }
    }
    return permitted;
  }

  private static boolean contains(List<GroupKindItem> list, GroupKind kind) {
    return list.stream()
        .anyMatch(item ->
            Glob.matches(item.group(), kind.group(), (char) 0)
                && Glob.matches(item.kind(), kind.kind(), (char) 0));
  }

  private static boolean contains(
      List<ClusterResourceRestrictionItem> list, GroupKind kind, String objectName) {
    return list.stream()
        .anyMatch(item ->
            Glob.matches(item.group(), kind.group(), (char) 0)
                && Glob.matches(item.kind(), kind.kind(), (char) 0)
                && (item.name().isEmpty() || Glob.matches(item.name(), objectName, (char) 0)));
  }

  private static String withoutPassword(String repoUrl) {
    return repoUrl.replaceFirst("://([^/@:]*):[^/@]*@", "://$1@");
  }

  /// The ways to write one Git address are one address.
  private static String normalized(String repoUrl) {
    String url = repoUrl.strip().toLowerCase(Locale.ROOT);
    int colon = url.indexOf(':');
    int at = url.indexOf('@');
    if (!url.contains("://") && at > 0 && colon > at) {
      url = url.substring(0, colon) + "/" + url.substring(colon + 1);
    }
    if (url.startsWith("ssh://")) {
      url = url.substring("ssh://".length());
    }
    if (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    return url.endsWith(".git") ? url.substring(0, url.length() - ".git".length()) : url;
  }
}
