package io.tiphys.model.manifest;

/// A kind in one version.
///
/// @param group the API group; empty for the core group
/// @param version such as `v1`
/// @param kind such as `Deployment`
public record GroupVersionKind(String group, String version, String kind) {

  /// @param apiVersion `v1` or `apps/v1`
  public static GroupVersionKind of(String apiVersion, String kind) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? new GroupVersionKind("", apiVersion, kind)
        : new GroupVersionKind(
            apiVersion.substring(0, slash), apiVersion.substring(slash + 1), kind);
  }

  /// `v1` or `apps/v1`.
  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }

  /// As Kubernetes writes it in its messages: `apps/v1, Kind=Deployment`.
  @Override
  public String toString() {
    return apiVersion() + ", Kind=" + kind;
  }
}
