package io.tiphys.kube.access;

import java.io.IOException;
import java.util.Map;

/// The cluster that Tiphys' own objects are in.
///
/// @param namespace of the Pod, or of the kubeconfig's context
public record ClusterLogin(ClusterAccess access, String namespace) {

  /// The Pod's cluster, or outside one that of the kubeconfig's current context.
  ///
  /// @throws IOException when there is neither; the message says what is missing
  public static ClusterLogin find(Map<String, String> env) throws IOException {
    return InCluster.isHere(env) ? InCluster.login(env) : KubeConfigFile.find(env).login("");
  }
}
