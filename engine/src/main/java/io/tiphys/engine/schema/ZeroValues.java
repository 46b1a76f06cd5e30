package io.tiphys.engine.schema;

import java.util.Set;

/// Which `""`, `0` and `false` the API server writes back. A Go value with `omitempty` loses its
/// zero, a pointer keeps it; the API's Go types say which is which, its documents do not.
final class ZeroValues {

  private ZeroValues() {}

  /// Numbers and flags whose zero is dropped. All others are kept.
  static final String DROPPED =
      """
      APIServiceSpec insecureSkipTLSVerify
      AWSElasticBlockStoreVolumeSource partition
      Container stdin stdinOnce tty
      ContainerPort hostPort
      CustomResourceColumnDefinition priority
      CustomResourceDefinitionSpec preserveUnknownFields
      CustomResourceDefinitionVersion deprecated
      DaemonSetSpec minReadySeconds
      DeploymentSpec minReadySeconds paused
      DeviceRequest count
      DeviceSubRequest count
      EphemeralContainer stdin stdinOnce tty
      ExactDeviceRequest count
      GCEPersistentDiskVolumeSource partition
      ISCSIPersistentVolumeSource chapAuthDiscovery chapAuthSession
      ISCSIVolumeSource chapAuthDiscovery chapAuthSession
      JSONSchemaProps exclusiveMaximum exclusiveMinimum uniqueItems nullable x-kubernetes-embedded-resource x-kubernetes-int-or-string
      NodeSpec unschedulable
      ObjectMeta generation
      PodSpec hostNetwork hostPID hostIPC
      PriorityClass globalDefault
      Probe initialDelaySeconds timeoutSeconds periodSeconds successThreshold failureThreshold
      ReplicaSetSpec minReadySeconds
      ReplicationControllerSpec minReadySeconds
      ResourcePolicyRule clusterScope
      ResourceSliceSpec allNodes
      ScaleIOPersistentVolumeSource sslEnabled
      ScaleIOVolumeSource sslEnabled
      ScaleSpec replicas
      ServiceBackendPort number
      ServicePort nodePort
      ServiceSpec healthCheckNodePort publishNotReadyAddresses
      StatefulSetSpec minReadySeconds
      VolumeMount readOnly
      """;

  /// Volume sources drop `readOnly: false`, but for these.
  static final Set<String> READ_ONLY_KEPT = Set.of("AzureDiskVolumeSource", "CSIVolumeSource");

  /// Texts of which `""` is kept. It is dropped from all others.
  static final String TEXT_KEPT =
      """
      AppArmorProfile localhostProfile
      AzureDiskVolumeSource cachingMode fsType kind
      AzureFilePersistentVolumeSource secretNamespace
      BasicDevice nodeName
      CSIDriverSpec fsGroupPolicy
      CSIVolumeSource fsType
      CertificateSigningRequestSpec signerName
      ClusterTrustBundleProjection name signerName
      Container restartPolicy
      CronJobSpec timeZone
      CustomResourceDefinitionVersion deprecationWarning
      CustomResourceSubresourceScale labelSelectorPath
      Device nodeName
      DeviceAttribute string version
      DeviceClassSpec extendedResourceName
      DeviceConstraint distinctAttribute matchAttribute
      DeviceRequestAllocationResult shareID
      DeviceTaintSelector device driver pool
      Endpoint hostname nodeName zone
      EndpointAddress nodeName
      EndpointPort appProtocol name protocol
      EphemeralContainer restartPolicy
      GRPCAction service
      GlusterfsPersistentVolumeSource endpointsNamespace
      HPAScalingRules selectPolicy
      HTTPIngressPath pathType
      HostPathVolumeSource type
      ISCSIPersistentVolumeSource initiatorName
      ISCSIVolumeSource initiatorName
      IngressClassParametersReference apiGroup namespace scope
      IngressSpec ingressClassName
      JSONSchemaProps $ref x-kubernetes-list-type x-kubernetes-map-type
      JobSpec completionMode managedBy podReplacementPolicy
      LeaseSpec holderIdentity preferredHolder strategy
      Lifecycle stopSignal
      LocalVolumeSource fsType
      MatchResources matchPolicy
      MutatingAdmissionPolicySpec failurePolicy
      MutatingWebhook failurePolicy matchPolicy reinvocationPolicy sideEffects
      NetworkPolicyPort protocol
      NodeAllocatableResourceMapping capacityKey
      ParamRef parameterNotFoundAction
      PersistentVolumeClaimSpec storageClassName volumeAttributesClassName volumeMode
      PersistentVolumeSpec volumeAttributesClassName volumeMode
      PodDNSConfigOption value
      PodDisruptionBudgetSpec unhealthyPodEvictionPolicy
      PodFailurePolicyOnExitCodesRequirement containerName
      PodGroupResourceClaim resourceClaimName resourceClaimTemplateName
      PodGroupSpec disruptionMode
      PodGroupTemplate disruptionMode
      PodLogOptions stream
      PodResourceClaim resourceClaimName resourceClaimTemplateName
      PodSchedulingGroup podGroupName
      PodSecurityContext fsGroupChangePolicy seLinuxChangePolicy supplementalGroupsPolicy
      PodSpec hostnameOverride preemptionPolicy runtimeClassName
      PriorityClass preemptionPolicy
      ResourcePoolStatusRequestSpec poolName
      ResourceSliceSpec nodeName
      Rule scope
      SeccompProfile localhostProfile
      SecurityContext procMount
      ServicePort appProtocol
      ServiceReference path
      ServiceSpec internalTrafficPolicy ipFamilyPolicy loadBalancerClass trafficDistribution
      StorageClass reclaimPolicy volumeBindingMode
      SuccessPolicyRule succeededIndexes
      TopologySpreadConstraint nodeAffinityPolicy nodeTaintsPolicy
      TypedLocalObjectReference apiGroup
      TypedObjectReference apiGroup namespace
      ValidatingAdmissionPolicySpec failurePolicy
      ValidatingWebhook failurePolicy matchPolicy sideEffects
      Validation reason
      ValidationRule reason
      VolumeAttachmentSource persistentVolumeName
      VolumeMount mountPropagation recursiveReadOnly
      WebhookClientConfig url
      WindowsSecurityContextOptions gmsaCredentialSpec gmsaCredentialSpecName runAsUserName
      """;
}
