package io.tiphys.model.manifest;

/// A kind without its version.
///
/// @param group the API group; empty for the core group
/// @param kind the kind, such as `Deployment`
public record GroupKind(String group, String kind) implements Comparable<GroupKind> {

  /// As Argo CD's settings and messages spell it: `apps/Deployment`, `Pod`.
  @Override
  public String toString() {
    return group.isEmpty() ? kind : group + "/" + kind;
  }

  @Override
  public int compareTo(GroupKind other) {
    int byGroup = group.compareTo(other.group);
    return byGroup != 0 ? byGroup : kind.compareTo(other.kind);
  }
}
