package io.tiphys.engine.health;

import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.Optional;
import java.util.Set;

/// The health of one object.
///
/// @param code the word
/// @param message why, for people; may be empty
public record Health(HealthStatusCode code, String message) {

  /// Kinds of the API server itself that are judged.
  private static final Set<String> KINDS =
      Set.of(
          "apps/Deployment",
          "apps/ReplicaSet",
          "apps/StatefulSet",
          "apps/DaemonSet",
          "Pod",
          "batch/Job",
          "batch/CronJob",
          "Service",
          "networking.k8s.io/Ingress",
          "extensions/Ingress",
          "PersistentVolumeClaim",
          "autoscaling/HorizontalPodAutoscaler",
          "apiregistration.k8s.io/APIService",
          "apiextensions.k8s.io/CustomResourceDefinition");

  static Health healthy(String message) {
    return new Health(HealthStatusCode.HEALTHY, message);
  }

  static Health progressing(String message) {
    return new Health(HealthStatusCode.PROGRESSING, message);
  }

  static Health degraded(String message) {
    return new Health(HealthStatusCode.DEGRADED, message);
  }

  static Health suspended(String message) {
    return new Health(HealthStatusCode.SUSPENDED, message);
  }

  static Health unknown(String message) {
    return new Health(HealthStatusCode.UNKNOWN, message);
  }

  /// An object that is wanted and not there.
  public static Health missing() {
    return new Health(HealthStatusCode.MISSING, "");
  }

  /// Whether objects of a kind can have a health at all, unless they are being deleted.
  public static boolean mayHave(GroupKind kind) {
    return KINDS.contains(kind.toString())
        || CustomResources.isCustom(kind.group())
        || KindTable.BUNDLED.knows(kind);
  }

  /// Judges a live object by the rules that come with Tiphys.
  ///
  /// @return empty when objects of this kind have no health (a ConfigMap), or a custom resource
  ///   says nothing that could be understood
  public static Optional<Health> of(Manifest live) {
    if (isBeingDeleted(live)) {
      return Optional.of(progressing("Pending deletion"));
    }
    return switch (live.gvk().groupKind().toString()) {
      case "apps/Deployment" -> Optional.of(Workloads.deployment(live));
      case "apps/ReplicaSet" -> Optional.of(Workloads.replicaSet(live));
      case "apps/StatefulSet" -> Optional.of(Workloads.statefulSet(live));
      case "apps/DaemonSet" -> Optional.of(Workloads.daemonSet(live));
      case "Pod" -> Optional.of(Pods.pod(live));
      case "batch/Job" -> Optional.of(Batch.job(live));
      case "batch/CronJob" -> Optional.of(Batch.cronJob(live));
      case "argoproj.io/Workflow" -> Optional.of(Batch.workflow(live));
      case "Service" -> Optional.of(Network.service(live));
      case "networking.k8s.io/Ingress", "extensions/Ingress" -> Optional.of(Network.ingress(live));
      case "PersistentVolumeClaim" -> Optional.of(Platform.volumeClaim(live));
      case "autoscaling/HorizontalPodAutoscaler" -> Optional.of(Autoscaling.autoscaler(live));
      case "apiregistration.k8s.io/APIService" -> Optional.of(Platform.apiService(live));
      case "apiextensions.k8s.io/CustomResourceDefinition" ->
          Optional.of(Platform.customResourceDefinition(live));
      // Argo CD judges neither: a child's health is its own affair unless a rule is configured.
      case "argoproj.io/Application", "argoproj.io/AppProject" -> Optional.empty();
      default -> KindTable.BUNDLED.judge(live).or(() -> CustomResources.byConditions(live));
    };
  }

  static boolean isBeingDeleted(Manifest live) {
    return !live.text("metadata", "deletionTimestamp").isEmpty() && !hasHookFinalizer(live);
  }

  // A hook that is being deleted while its outcome is awaited is judged by what it did.
  private static boolean hasHookFinalizer(Manifest live) {
    return live.at("metadata", "finalizers") instanceof java.util.List<?> names
        && names.contains("argocd.argoproj.io/hook-finalizer");
  }
}
