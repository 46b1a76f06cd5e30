package io.tiphys.kube.facts;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import io.tiphys.model.tree.InfoItem;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A Pod in a line, as `kubectl get pods` prints it
/// (https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/).
///
/// @param reason what it does, or why it does not
/// @param node where it runs; empty before it is placed
/// @param ready containers that are
/// @param containers that are meant to run side by side
/// @param restarts of all containers
record PodSummary(String reason, String node, int ready, int containers, long restarts) {

  static PodSummary of(Manifest pod) {
    return new Reading(pod).summary();
  }

  void addTo(List<InfoItem> info) {
    if (!reason.isEmpty()) {
      info.add(Facts.item("Status Reason", reason));
    }
    info.add(Facts.item("Node", node));
    info.add(Facts.item("Containers", ready + "/" + containers));
    if (restarts > 0) {
      info.add(Facts.item("Restart Count", Long.toString(restarts)));
    }
  }

  private static final class Reading {
    private final Manifest pod;
    private final Set<String> sidecars = new HashSet<>();
    private String reason;
    private int ready;
    private long restarts;

    Reading(Manifest pod) {
      this.pod = pod;
      String phase = pod.text("status", "phase");
      String given = pod.text("status", "reason");
      this.reason = given.isEmpty() ? phase : given;
    }

    PodSummary summary() {
      if (isConditionReason("PodScheduled", "SchedulingGated")) {
        reason = "SchedulingGated";
      }
      for (var container : list("spec", "initContainers")) {
        if ("Always".equals(container.get("restartPolicy"))) {
          sidecars.add(String.valueOf(container.get("name")));
        }
      }
      boolean isInitializing = initialize();
      if (!isInitializing || isConditionTrue("Initialized")) {
        run();
      }
      if (!pod.text("metadata", "deletionTimestamp").isEmpty()) {
        boolean isLost = pod.text("status", "reason").equals("NodeLost");
        reason = isLost ? "Unknown" : "Terminating";
      }
      return new PodSummary(
          reason,
          pod.text("spec", "nodeName"),
          ready,
          list("spec", "containers").size() + sidecars.size(),
          restarts);
    }

    /// @return whether the containers that come first are not through
    private boolean initialize() {
      List<Map<String, @Nullable Object>> statuses = list("status", "initContainerStatuses");
      for (int i = 0; i < statuses.size(); i++) {
        var status = statuses.get(i);
        restarts += number(status.get("restartCount"));
        var ended = JsonTree.objectOrEmpty(state(status).get("terminated"));
        var waiting = text(JsonTree.objectOrEmpty(state(status).get("waiting")).get("reason"));
        boolean isSidecar = sidecars.contains(text(status.get("name")));
        if (!ended.isEmpty() && number(ended.get("exitCode")) == 0) {
          continue;
        }
        if (isSidecar && Boolean.TRUE.equals(status.get("started"))) {
          ready += Boolean.TRUE.equals(status.get("ready")) ? 1 : 0;
          continue;
        }
        if (!ended.isEmpty()) {
          reason = "Init:" + ending(ended);
        } else if (!waiting.isEmpty() && !waiting.equals("PodInitializing")) {
          reason = "Init:" + waiting;
        } else {
          reason = "Init:%d/%d".formatted(i, list("spec", "initContainers").size());
        }
        return true;
      }
      return false;
    }

    private void run() {
      boolean isRunning = false;
      for (var status : list("status", "containerStatuses").reversed()) {
        restarts += number(status.get("restartCount"));
        var ended = JsonTree.objectOrEmpty(state(status).get("terminated"));
        var waiting = text(JsonTree.objectOrEmpty(state(status).get("waiting")).get("reason"));
        if (!waiting.isEmpty()) {
          reason = waiting;
        } else if (!ended.isEmpty()) {
          reason = ending(ended);
        } else if (Boolean.TRUE.equals(status.get("ready"))
            && state(status).containsKey("running")) {
          isRunning = true;
          ready++;
        }
      }
      if (isRunning && reason.equals("Completed")) {
        reason = isConditionTrue("Ready") ? "Running" : "NotReady";
      }
    }

    private static String ending(Map<String, @Nullable Object> ended) {
      String why = text(ended.get("reason"));
      if (!why.isEmpty()) {
        return why;
      }
      long signal = number(ended.get("signal"));
      return signal != 0 ? "Signal:" + signal : "ExitCode:" + number(ended.get("exitCode"));
    }

    private boolean isConditionTrue(String type) {
      return list("status", "conditions").stream()
          .anyMatch(one -> type.equals(one.get("type")) && "True".equals(one.get("status")));
    }

    private boolean isConditionReason(String type, String why) {
      return list("status", "conditions").stream()
          .anyMatch(one -> type.equals(one.get("type")) && why.equals(one.get("reason")));
    }

    private List<Map<String, @Nullable Object>> list(String... path) {
      return JsonTree.listOrEmpty(pod.at(path)).stream().map(JsonTree::objectOrEmpty).toList();
    }

    private static Map<String, @Nullable Object> state(Map<String, @Nullable Object> status) {
      return JsonTree.objectOrEmpty(status.get("state"));
    }

    private static String text(@Nullable Object value) {
      return value instanceof String text ? text : "";
    }

    private static long number(@Nullable Object value) {
      return value instanceof Number number ? number.longValue() : 0;
    }
  }
}
