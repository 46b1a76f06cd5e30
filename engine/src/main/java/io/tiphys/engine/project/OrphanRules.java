package io.tiphys.engine.project;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import io.tiphys.model.project.OrphanedResourceKey;
import io.tiphys.model.project.OrphanedResourcesMonitorSettings;
import java.util.Optional;

/// Which objects of a namespace a project calls orphaned when no Application manages them
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/orphaned-resources/).
public final class OrphanRules {

  private static final GroupKind SERVICE = new GroupKind("", "Service");
  private static final GroupKind SERVICE_ACCOUNT = new GroupKind("", "ServiceAccount");
  private static final GroupKind CONFIG_MAP = new GroupKind("", "ConfigMap");

  private final Project project;
  private final OrphanedResourcesMonitorSettings settings;

  private OrphanRules(Project project, OrphanedResourcesMonitorSettings settings) {
    this.project = project;
    this.settings = settings;
  }

  /// @return empty when the project does not look for them
  public static Optional<OrphanRules> of(Project project) {
    return Optional.ofNullable(project.spec().orphanedResources())
        .map(settings -> new OrphanRules(project, settings));
  }

  /// Whether a condition tells of them.
  public boolean isWarning() {
    return !Boolean.FALSE.equals(settings.warn());
  }

  /// @param key of an object in a namespace that nobody manages and nobody owns
  /// @return false for what a cluster makes by itself, what the project does not permit, and what
  ///   it says to ignore
  public boolean counts(ResourceKey key) {
    return !key.namespace().isEmpty()
        && !isMadeByCluster(key)
        && project.isKindPermitted(key.groupKind(), key.name(), true)
        && settings.ignore().stream().noneMatch(item -> ignores(item, key));
  }

  private static boolean isMadeByCluster(ResourceKey key) {
    GroupKind kind = key.groupKind();
    return switch (key.name()) {
      case "kubernetes" -> kind.equals(SERVICE) && key.namespace().equals("default");
      case "default" -> kind.equals(SERVICE_ACCOUNT);
      case "kube-root-ca.crt" -> kind.equals(CONFIG_MAP);
      default -> false;
    };
  }

  private static boolean ignores(OrphanedResourceKey item, ResourceKey key) {
    return matches(item.kind(), key.kind())
        && Glob.matches(item.group(), key.group(), (char) 0)
        && matches(item.name(), key.name());
  }

  private static boolean matches(String glob, String text) {
    return glob.isEmpty() || Glob.matches(glob, text, (char) 0);
  }
}
