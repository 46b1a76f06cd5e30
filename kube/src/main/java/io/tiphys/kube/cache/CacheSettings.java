package io.tiphys.kube.cache;

import io.tiphys.engine.health.HealthRules;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/// What of a cluster is watched, and within which limits.
///
/// @param namespaces the only ones that are watched; empty for all
/// @param clusterResources with `namespaces`: watch cluster-scoped kinds, too
/// @param kinds which kinds
/// @param ignoreForbidden a kind that we may not list is no failure (`resource.respectRBAC`)
/// @param keepManagedFields of whole objects
/// @param shownLabels labels that are kept of every object, to be shown
/// @param health how objects are judged
/// @param pageSize objects per page of a list (`ARGOCD_CLUSTER_CACHE_LIST_PAGE_SIZE`)
/// @param lists how many lists of the cluster are under way at once
///   (`ARGOCD_CLUSTER_CACHE_LIST_SEMAPHORE`)
public record CacheSettings(
    Set<String> namespaces,
    boolean clusterResources,
    KindFilter kinds,
    boolean ignoreForbidden,
    boolean keepManagedFields,
    Set<String> shownLabels,
    HealthRules health,
    int pageSize,
    int lists) {

  public static final CacheSettings DEFAULT = from(Map.of());

  public CacheSettings {
    namespaces = Set.copyOf(namespaces);
    shownLabels = Collections.unmodifiableSet(new LinkedHashSet<>(shownLabels));
  }

  /// @param env the process' environment
  public static CacheSettings from(Map<String, String> env) {
    return new CacheSettings(
        Set.of(),
        false,
        KindFilter.DEFAULT,
        false,
        false,
        Set.of(),
        HealthRules.BUNDLED,
        positive(env, "ARGOCD_CLUSTER_CACHE_LIST_PAGE_SIZE", 500),
        positive(env, "ARGOCD_CLUSTER_CACHE_LIST_SEMAPHORE", 50));
  }

  public CacheSettings withNamespaces(Set<String> newNamespaces, boolean newClusterResources) {
    return new CacheSettings(
        newNamespaces,
        newClusterResources,
        kinds,
        ignoreForbidden,
        keepManagedFields,
        shownLabels,
        health,
        pageSize,
        lists);
  }

  public CacheSettings withKinds(KindFilter newKinds, boolean newIgnoreForbidden) {
    return new CacheSettings(
        namespaces,
        clusterResources,
        newKinds,
        newIgnoreForbidden,
        keepManagedFields,
        shownLabels,
        health,
        pageSize,
        lists);
  }

  /// @param labels names, in the order in which they are shown
  public CacheSettings withShownLabels(Collection<String> labels) {
    return new CacheSettings(
        namespaces,
        clusterResources,
        kinds,
        ignoreForbidden,
        keepManagedFields,
        new LinkedHashSet<>(labels),
        health,
        pageSize,
        lists);
  }

  public CacheSettings withHealth(HealthRules rules) {
    return new CacheSettings(
        namespaces,
        clusterResources,
        kinds,
        ignoreForbidden,
        keepManagedFields,
        shownLabels,
        rules,
        pageSize,
        lists);
  }

  private static int positive(Map<String, String> env, String name, int fallback) {
    try {
      int number = Integer.parseInt(env.getOrDefault(name, ""));
      return number > 0 ? number : fallback;
    } catch (NumberFormatException e) {
      return fallback;
    }
  }
}
