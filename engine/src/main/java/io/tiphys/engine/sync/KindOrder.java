package io.tiphys.engine.sync;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The order of kinds inside a wave, as Helm and Argo CD install them: what others need comes
/// first, kinds that are not listed come last.
final class KindOrder {

  private static final List<String> KINDS =
      List.of(
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodSecurityPolicy",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "SecretList",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleList",
          "ClusterRoleBinding",
          "ClusterRoleBindingList",
          "Role",
          "RoleList",
          "RoleBinding",
          "RoleBindingList",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicationController",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService");

  private static final Map<String, Integer> PLACES = new HashMap<>();

  static {
    for (int i = 0; i < KINDS.size(); i++) {
      PLACES.put(KINDS.get(i), i);
    }
  }

  private KindOrder() {}

  static int of(String kind) {
    return PLACES.getOrDefault(kind, KINDS.size());
  }
}
