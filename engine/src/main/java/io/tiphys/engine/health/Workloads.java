package io.tiphys.engine.health;

import io.tiphys.model.manifest.Manifest;

/// Controllers of Pods. The messages are Argo CD's, which has them from `kubectl rollout status`.
final class Workloads {

  private Workloads() {}

  static Health deployment(Manifest live) {
    if (Boolean.TRUE.equals(live.at("spec", "paused"))) {
      return Health.suspended("Deployment is paused");
    }
    if (isBehind(live)) {
      return Health.progressing(
          "Waiting for rollout to finish: observed deployment generation less than desired"
              + " generation");
    }
    var progressing = Condition.find(live, "Progressing");
    if (progressing.isPresent() && progressing.get().reason().equals("ProgressDeadlineExceeded")) {
      return Health.degraded("Deployment \"" + live.name() + "\" exceeded its progress deadline");
    }
    long wanted = live.number(-1, "spec", "replicas");
    long updated = live.number(0, "status", "updatedReplicas");
    long all = live.number(0, "status", "replicas");
    long available = live.number(0, "status", "availableReplicas");
    if (updated < wanted) {
      return Health.progressing(
          "Waiting for rollout to finish: %d out of %d new replicas have been updated..."
              .formatted(updated, wanted));
    }
    if (all > updated) {
      return Health.progressing(
          "Waiting for rollout to finish: %d old replicas are pending termination..."
              .formatted(all - updated));
    }
    if (available < updated) {
      return Health.progressing(
          "Waiting for rollout to finish: %d of %d updated replicas are available..."
              .formatted(available, updated));
    }
    return Health.healthy("");
  }

  static Health replicaSet(Manifest live) {
    if (isBehind(live)) {
      return Health.progressing(
          "Waiting for rollout to finish: observed replica set generation less than desired"
              + " generation");
    }
    var failure = Condition.find(live, "ReplicaFailure");
    if (failure.isPresent() && failure.get().isTrue()) {
      return Health.degraded(failure.get().message());
    }
    long wanted = live.number(-1, "spec", "replicas");
    long available = live.number(0, "status", "availableReplicas");
    return available < wanted
        ? Health.progressing(
            "Waiting for rollout to finish: %d out of %d new replicas are available..."
                .formatted(available, wanted))
        : Health.healthy("");
  }

  static Health statefulSet(Manifest live) {
    if (live.number(0, "status", "observedGeneration") == 0 || isBehind(live)) {
      return Health.progressing("Waiting for statefulset spec update to be observed...");
    }
    long wanted = live.number(-1, "spec", "replicas");
    long ready = live.number(0, "status", "readyReplicas");
    long updated = live.number(0, "status", "updatedReplicas");
    if (ready < wanted) {
      return Health.progressing("Waiting for %d pods to be ready...".formatted(wanted - ready));
    }
    String strategy = live.text("spec", "updateStrategy", "type");
    if (strategy.equals("OnDelete")) {
      return Health.healthy("statefulset has %d ready pods".formatted(ready));
    }
    long partition = live.number(-1, "spec", "updateStrategy", "rollingUpdate", "partition");
    if (strategy.equals("RollingUpdate") && partition >= 0 && wanted >= 0) {
      return updated < wanted - partition
          ? Health.progressing(
              "Waiting for partitioned roll out to finish: %d out of %d new pods have been updated..."
                  .formatted(updated, wanted - partition))
          : Health.healthy(
              "partitioned roll out complete: %d new pods have been updated...".formatted(updated));
    }
    String current = live.text("status", "currentRevision");
    String next = live.text("status", "updateRevision");
    return current.equals(next)
        ? Health.healthy(
            "statefulset rolling update complete %d pods at revision %s..."
                .formatted(live.number(0, "status", "currentReplicas"), current))
        : Health.progressing(
            "waiting for statefulset rolling update to complete %d pods at revision %s..."
                .formatted(updated, next));
  }

  static Health daemonSet(Manifest live) {
    if (isBehind(live)) {
      return Health.progressing(
          "Waiting for rollout to finish: observed daemon set generation less than desired"
              + " generation");
    }
    long wanted = live.number(0, "status", "desiredNumberScheduled");
    long updated = live.number(0, "status", "updatedNumberScheduled");
    long available = live.number(0, "status", "numberAvailable");
    if (live.text("spec", "updateStrategy", "type").equals("OnDelete")) {
      return Health.healthy(
          "daemon set %d out of %d new pods have been updated".formatted(updated, wanted));
    }
    if (updated < wanted) {
      return Health.progressing(
          "Waiting for daemon set \"%s\" rollout to finish: %d out of %d new pods have been updated..."
              .formatted(live.name(), updated, wanted));
    }
    return available < wanted
        ? Health.progressing(
            "Waiting for daemon set \"%s\" rollout to finish: %d of %d updated pods are available..."
                .formatted(live.name(), available, wanted))
        : Health.healthy("");
  }

  // The status speaks of an older spec.
  private static boolean isBehind(Manifest live) {
    return live.number(0, "metadata", "generation")
        > live.number(0, "status", "observedGeneration");
  }
}
