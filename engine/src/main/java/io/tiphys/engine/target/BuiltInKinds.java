package io.tiphys.engine.target;

import io.tiphys.model.manifest.GroupKind;
import java.util.Set;

/// The scopes of Kubernetes' own kinds, for questions that are answered without a cluster. Source:
/// Kubernetes API reference.
public final class BuiltInKinds {

  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "ComponentStatus",
          "Namespace",
          "Node",
          "PersistentVolume",
          "admissionregistration.k8s.io/MutatingAdmissionPolicy",
          "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding",
          "admissionregistration.k8s.io/MutatingWebhookConfiguration",
          "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
          "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding",
          "admissionregistration.k8s.io/ValidatingWebhookConfiguration",
          "apiextensions.k8s.io/CustomResourceDefinition",
          "apiregistration.k8s.io/APIService",
          "certificates.k8s.io/CertificateSigningRequest",
          "certificates.k8s.io/ClusterTrustBundle",
          "flowcontrol.apiserver.k8s.io/FlowSchema",
          "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration",
          "networking.k8s.io/IPAddress",
          "networking.k8s.io/IngressClass",
          "networking.k8s.io/ServiceCIDR",
          "node.k8s.io/RuntimeClass",
          "rbac.authorization.k8s.io/ClusterRole",
          "rbac.authorization.k8s.io/ClusterRoleBinding",
          "resource.k8s.io/DeviceClass",
          "resource.k8s.io/DeviceTaintRule",
          "resource.k8s.io/ResourceSlice",
          "scheduling.k8s.io/PriorityClass",
          "storage.k8s.io/CSIDriver",
          "storage.k8s.io/CSINode",
          "storage.k8s.io/StorageClass",
          "storage.k8s.io/VolumeAttachment",
          "storage.k8s.io/VolumeAttributesClass");

  private BuiltInKinds() {}

  /// @return unknown for a kind that a definition may bring, or that nobody knows
  public static Scope scope(GroupKind kind) {
    if (CLUSTER_SCOPED.contains(kind.toString())) {
      return Scope.CLUSTER;
    }
    String group = kind.group();
    boolean own =
        !group.contains(".")
            || CLUSTER_SCOPED.stream().anyMatch(one -> one.startsWith(group + "/"));
    return own ? Scope.NAMESPACED : Scope.UNKNOWN;
  }
}
