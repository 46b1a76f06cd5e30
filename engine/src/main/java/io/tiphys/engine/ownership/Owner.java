package io.tiphys.engine.ownership;

/// Who wrote a field last.
///
/// @param manager the name under which it was written, such as `kubectl-edit`
/// @param operation `Apply` or `Update`
/// @param time as Kubernetes writes it; empty when it is not known
/// @param subresource such as `status` or `scale`; empty for the object itself
public record Owner(String manager, String operation, String time, String subresource) {

  /// For people: `kube-controller-manager at 2026-01-02T03:04:05Z`.
  @Override
  public String toString() {
    return time.isEmpty() ? manager : manager + " at " + time;
  }
}
