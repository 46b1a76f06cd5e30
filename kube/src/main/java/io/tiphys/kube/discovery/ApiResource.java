package io.tiphys.kube.discovery;

import io.tiphys.kube.access.ResourcePath;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.GroupVersionKind;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Set;

/// One kind in one version, as an API server serves it.
///
/// @param plural its name in paths, such as `deployments`
/// @param verbs such as `list`, `watch`, `patch`
public record ApiResource(
    String group,
    String version,
    String kind,
    String plural,
    boolean namespaced,
    Set<String> verbs) {

  public ApiResource {
    verbs = Set.copyOf(verbs);
  }

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  public GroupVersionKind gvk() {
    return new GroupVersionKind(group, version, kind);
  }

  /// `v1` or `apps/v1`.
  public String apiVersion() {
    return gvk().apiVersion();
  }

  public boolean can(String verb) {
    return verbs.contains(verb);
  }

  /// Can be kept in a cache.
  public boolean isWatchable() {
    return can("list") && can("watch");
  }

  /// All objects of the kind, or those of a namespace.
  ///
  /// @param namespace empty for all
  public ResourcePath collection(String namespace) {
    return ResourcePath.collection(group, version, plural, namespaced ? namespace : "");
  }

  /// One object. The namespace of a cluster-scoped kind's object is left out.
  public ResourcePath object(String namespace, String name) {
    return ResourcePath.object(group, version, plural, namespaced ? namespace : "", name);
  }

  public ResourcePath object(ResourceKey key) {
    return object(key.namespace(), key.name());
  }
}
