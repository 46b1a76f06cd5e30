package io.tiphys.apiserver.web;

import io.tiphys.kube.access.KubeClient;
import io.tiphys.kube.access.ResourcePath;
import io.tiphys.kube.access.Selection;
import io.tiphys.kube.access.Streamed;
import java.util.Optional;

/// Whether this process gets at the objects of the control plane.
public final class ControlPlaneAccess {

  private static final Selection CLUSTERS =
      Selection.byLabels("argocd.argoproj.io/secret-type=cluster");

  private final KubeClient kube;
  private final ResourcePath secrets;

  /// @param namespace of the control plane
  public ControlPlaneAccess(KubeClient kube, String namespace) {
    this.kube = kube;
    this.secrets = ResourcePath.collection("", "v1", "secrets", namespace);
  }

  /// Lists the cluster Secrets, as the original's check does.
  ///
  /// @return why that fails, or none
  public Optional<String> problem() {
    return switch (kube.list(secrets, CLUSTERS, 1, "")) {
      case Streamed.Open(var body) -> {
        body.close();
        yield Optional.empty();
      }
      case Streamed.Closed(var why) -> Optional.of(why.problem());
    };
  }
}
