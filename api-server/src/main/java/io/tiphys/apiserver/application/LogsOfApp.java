package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.ApplicationAccess.Wanted;
import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.logs.PodLogs;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Operation.Frames;
import io.tiphys.model.tree.ResourceNode;
import io.tiphys.model.tree.ResourceRef;
import io.tiphys.proto.application.ApplicationPodLogsQuery;
import io.tiphys.proto.application.LogEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Logs of the pods of an Application: of one, of all below an object, or of all.
final class LogsOfApp {

  private final ApplicationAccess access;
  private final StateOfApp state;
  private final DestinationOfApp destinations;
  private final PodLogs logs;

  LogsOfApp(
      ApplicationAccess access, StateOfApp state, DestinationOfApp destinations, PodLogs logs) {
    this.access = access;
    this.state = state;
    this.destinations = destinations;
    this.logs = logs;
  }

  void stream(ApplicationPodLogsQuery query, Call call, Frames<LogEntry> frames)
      throws InterruptedException {
    var app = find(query, call);
    var pods = pods(state.tree(app).nodes(), query); // orphaned ones are not the Application's
    try (Destination cluster = destinations.open(app)) {
      logs.stream(
          cluster.kube(),
          pods,
          query,
          call,
          frame -> {
            find(query, call); // where it is now, by the rights of this moment
            frames.send(frame);
          });
    }
  }

  private StoredApp find(ApplicationPodLogsQuery query, Call call) {
    var app =
        access.find(
            call, "get", new Wanted(query.getName(), query.getAppNamespace(), query.getProject()));
    call.require("logs", "get", app.rbacObject(access.controlPlaneNamespace()));
    return app;
  }

  static List<PodLogs.Pod> pods(List<ResourceNode> nodes, ApplicationPodLogsQuery query) {
    var selected = new ArrayList<PodLogs.Pod>();
    var byUid = new HashMap<String, ResourceNode>();
    nodes.forEach(node -> byUid.put(node.uid(), node));
    for (ResourceNode node : nodes) {
      if (isPod(node) && isWanted(node, query) && isBelow(node, query, byUid, new HashSet<>())) {
        selected.add(new PodLogs.Pod(node.namespace(), node.name()));
      }
    }
    return selected;
  }

  private static boolean isPod(ResourceNode node) {
    return node.kind().equals("Pod") && node.group().isEmpty() && !node.uid().isEmpty();
  }

  private static boolean isWanted(ResourceNode pod, ApplicationPodLogsQuery query) {
    boolean isNamed = query.getPodName().isEmpty() || pod.name().equals(query.getPodName());
    boolean isOwner = !query.getResourceName().isEmpty();
    boolean isThere =
        isOwner || query.getNamespace().isEmpty() || pod.namespace().equals(query.getNamespace());
    return isNamed && isThere;
  }

  /// Whether the object that the query names is the pod, or one of those that it hangs below.
  private static boolean isBelow(
      ResourceNode node,
      ApplicationPodLogsQuery query,
      Map<String, ResourceNode> byUid,
      Set<String> seen) {
    if (query.getKind().isEmpty() && query.getResourceName().isEmpty()) {
      return true;
    }
    if (matches(node, query)) {
      return true;
    }
    for (ResourceRef parent : node.parentRefs()) {
      ResourceNode above = byUid.get(parent.uid());
      if (above != null && seen.add(parent.uid()) && isBelow(above, query, byUid, seen)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(ResourceNode node, ApplicationPodLogsQuery query) {
    return (query.getKind().isEmpty() || node.kind().equals(query.getKind()))
        && (!query.hasGroup() || node.group().equals(query.getGroup()))
        && (query.getResourceName().isEmpty() || node.name().equals(query.getResourceName()))
        && (query.getNamespace().isEmpty() || node.namespace().equals(query.getNamespace()));
  }
}
