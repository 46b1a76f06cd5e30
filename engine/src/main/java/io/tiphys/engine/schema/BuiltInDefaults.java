package io.tiphys.engine.schema;

/// What the API server's defaulting functions fill in and its document does not tell: one line for
/// a type, with the members as JSON. Only what needs no look at another field.
final class BuiltInDefaults {

  private BuiltInDefaults() {}

  static final String TABLE =
      """
      CSIDriverSpec {"attachRequired":true,"podInfoOnMount":false,"storageCapacity":false,"requiresRepublish":false,"seLinuxMount":false,"fsGroupPolicy":"ReadWriteOnceWithFSType","volumeLifecycleModes":["Persistent"]}
      ClientIPConfig {"timeoutSeconds":10800}
      ConfigMapVolumeSource {"defaultMode":420}
      Container {"terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File"}
      CronJobSpec {"concurrencyPolicy":"Allow","suspend":false,"successfulJobsHistoryLimit":3,"failedJobsHistoryLimit":1}
      CustomResourceDefinitionSpec {"conversion":{"strategy":"None"}}
      DaemonSetSpec {"revisionHistoryLimit":10,"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":0,"maxUnavailable":1}}}
      DeploymentSpec {"replicas":1,"revisionHistoryLimit":10,"progressDeadlineSeconds":600,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"25%","maxUnavailable":"25%"}}}
      DownwardAPIVolumeSource {"defaultMode":420}
      EndpointPort {"protocol":"TCP","name":""}
      FlowSchemaSpec {"matchingPrecedence":1000}
      GRPCAction {"service":""}
      HPAScalingRules {"selectPolicy":"Max"}
      HTTPGetAction {"scheme":"HTTP","path":"/"}
      HorizontalPodAutoscalerSpec {"minReplicas":1}
      HostPathVolumeSource {"type":""}
      IngressClassParametersReference {"scope":"Cluster"}
      JobSpec {"backoffLimit":6,"completionMode":"NonIndexed","suspend":false,"podReplacementPolicy":"TerminatingOrFailed"}
      MatchResources {"matchPolicy":"Equivalent","namespaceSelector":{},"objectSelector":{}}
      MutatingWebhook {"failurePolicy":"Fail","matchPolicy":"Equivalent","reinvocationPolicy":"Never","timeoutSeconds":10,"namespaceSelector":{},"objectSelector":{}}
      NamedRuleWithOperations {"scope":"*"}
      NetworkPolicyPort {"protocol":"TCP"}
      ObjectFieldSelector {"apiVersion":"v1"}
      PersistentVolumeClaim {"apiVersion":"v1","kind":"PersistentVolumeClaim"}
      PersistentVolumeClaimSpec {"volumeMode":"Filesystem"}
      PersistentVolumeClaimStatus {"phase":"Pending"}
      PersistentVolumeSpec {"persistentVolumeReclaimPolicy":"Retain","volumeMode":"Filesystem"}
      PodFailurePolicyOnPodConditionsPattern {"status":"True"}
      PodSpec {"restartPolicy":"Always","dnsPolicy":"ClusterFirst","schedulerName":"default-scheduler","terminationGracePeriodSeconds":30,"securityContext":{},"enableServiceLinks":true}
      PriorityClass {"preemptionPolicy":"PreemptLowerPriority"}
      Probe {"timeoutSeconds":1,"periodSeconds":10,"successThreshold":1,"failureThreshold":3}
      ProjectedVolumeSource {"defaultMode":420}
      ReplicaSetSpec {"replicas":1}
      ResourceFieldSelector {"divisor":"0"}
      RoleRef {"apiGroup":"rbac.authorization.k8s.io"}
      RollingUpdateDaemonSet {"maxSurge":0,"maxUnavailable":1}
      RollingUpdateDeployment {"maxSurge":"25%","maxUnavailable":"25%"}
      RollingUpdateStatefulSetStrategy {"partition":0}
      RuleWithOperations {"scope":"*"}
      Secret {"type":"Opaque"}
      SecretVolumeSource {"defaultMode":420}
      ServiceAccountTokenProjection {"expirationSeconds":3600}
      ServiceReference {"port":443}
      ServiceSpec {"type":"ClusterIP","sessionAffinity":"None","internalTrafficPolicy":"Cluster"}
      StatefulSetSpec {"replicas":1,"revisionHistoryLimit":10,"podManagementPolicy":"OrderedReady","updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"partition":0}},"persistentVolumeClaimRetentionPolicy":{"whenDeleted":"Retain","whenScaled":"Retain"}}
      StorageClass {"reclaimPolicy":"Delete","volumeBindingMode":"Immediate"}
      ValidatingAdmissionPolicySpec {"failurePolicy":"Fail"}
      ValidatingWebhook {"failurePolicy":"Fail","matchPolicy":"Equivalent","timeoutSeconds":10,"namespaceSelector":{},"objectSelector":{}}
      """;
}
