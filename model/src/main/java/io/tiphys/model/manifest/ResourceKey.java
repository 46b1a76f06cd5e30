package io.tiphys.model.manifest;

import java.util.Comparator;

/// Names one object of a cluster, whatever its version.
///
/// @param group the API group; empty for the core group
/// @param kind such as `Deployment`
/// @param namespace empty for a cluster-scoped object
/// @param name the object's name
public record ResourceKey(String group, String kind, String namespace, String name)
    implements Comparable<ResourceKey> {

  private static final Comparator<ResourceKey> ORDER =
      Comparator.comparing(ResourceKey::group)
          .thenComparing(ResourceKey::kind)
          .thenComparing(ResourceKey::namespace)
          .thenComparing(ResourceKey::name);

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  /// The same object in another namespace.
  public ResourceKey in(String otherNamespace) {
    return namespace.equals(otherNamespace)
        ? this
        : new ResourceKey(group, kind, otherNamespace, name);
  }

  /// `group/kind/namespace/name`, with empty parts kept, as Argo CD writes a resource key.
  @Override
  public String toString() {
    return group + "/" + kind + "/" + namespace + "/" + name;
  }

  @Override
  public int compareTo(ResourceKey other) {
    return ORDER.compare(this, other);
  }
}
