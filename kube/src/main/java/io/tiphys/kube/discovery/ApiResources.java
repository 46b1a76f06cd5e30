package io.tiphys.kube.discovery;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Every kind that an API server served at one moment. A value.
public final class ApiResources {

  private final String serverVersion;
  private final Map<GroupVersionKind, ApiResource> all;
  private final Map<GroupKind, ApiResource> preferred;
  private final Map<String, String> failing;
  private final List<String> apiVersions;

  /// @param serverVersion such as `v1.36.1`
  /// @param all of each group in its order of preference, so that the first version which has a
  ///   kind is the kind's preferred one
  /// @param failing group-versions that could not be read (such as `metrics.k8s.io/v1beta1`), with
  ///   the reason
  public ApiResources(
      String serverVersion, Collection<ApiResource> all, Map<String, String> failing) {
    this.serverVersion = serverVersion;
    this.failing = Map.copyOf(failing);
    var byGvk = new LinkedHashMap<GroupVersionKind, ApiResource>();
    var byGroupKind = new LinkedHashMap<GroupKind, ApiResource>();
    var versions = new TreeSet<String>();
    for (ApiResource resource : all) {
      byGvk.putIfAbsent(resource.gvk(), resource);
      byGroupKind.putIfAbsent(resource.groupKind(), resource);
      if (resource.isWatchable()) {
        versions.add(resource.apiVersion());
        versions.add(resource.apiVersion() + "/" + resource.kind());
      }
    }
    this.all = Map.copyOf(byGvk);
    this.preferred = Map.copyOf(byGroupKind);
    this.apiVersions = List.copyOf(versions);
  }

  /// A cluster of which nothing is known yet.
  public static ApiResources none() {
    return new ApiResources("", List.of(), Map.of());
  }

  /// Such as `v1.36.1`; empty when nothing is known.
  public String serverVersion() {
    return serverVersion;
  }

  /// The kind in the version that the server prefers.
  public Optional<ApiResource> preferred(GroupKind kind) {
    return Optional.ofNullable(preferred.get(kind));
  }

  /// The kind in this very version.
  public Optional<ApiResource> of(GroupVersionKind kind) {
    return Optional.ofNullable(all.get(kind));
  }

  /// Every kind once, in its preferred version.
  public Collection<ApiResource> preferred() {
    return preferred.values();
  }

  /// Every kind in every version.
  public Collection<ApiResource> all() {
    return all.values();
  }

  /// Whether objects of the kind live in namespaces; empty when the server does not know the kind.
  public Optional<Boolean> isNamespaced(GroupKind kind) {
    return preferred(kind).map(ApiResource::namespaced);
  }

  /// What charts see as `.Capabilities.APIVersions`: `apps/v1` and `apps/v1/Deployment` of every
  /// kind that can be listed and watched, sorted.
  public List<String> apiVersions() {
    return apiVersions;
  }

  /// Group-versions that the server names but cannot describe now, with the reason: an API service
  /// that is down.
  public Map<String, String> failing() {
    return new TreeMap<>(failing);
  }

  /// The reason why the kind's group cannot be described now; empty when it can.
  public Optional<String> failure(GroupVersionKind kind) {
    return Optional.ofNullable(failing.get(kind.apiVersion()));
  }
}
