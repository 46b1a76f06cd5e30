package io.tiphys.engine.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Pods: one that is meant to stay is healthy when it is ready, one that is meant to end when it
/// ended well.
final class Pods {

  static final String IGNORE_RESTART_POLICY = "argocd.argoproj.io/ignore-restart-policy";

  private Pods() {}

  static Health pod(Manifest live) {
    String message = live.text("status", "message");
    boolean stays =
        live.text("spec", "restartPolicy").equals("Always")
            || live.annotation(IGNORE_RESTART_POLICY).orElse("").equals("true");
    if (stays) {
      var stuck = stuckContainers(live);
      if (!stuck.isEmpty()) {
        return Health.degraded(String.join(", ", stuck));
      }
    }
    return switch (live.text("status", "phase")) {
      case "Pending" -> Health.progressing(message);
      case "Succeeded" -> Health.healthy(message);
      case "Failed" -> Health.degraded(message.isEmpty() ? failure(live) : message);
      case "Running" -> stays ? running(live, message) : Health.progressing(message);
      default -> Health.unknown(message);
    };
  }

  private static Health running(Manifest live, String message) {
    var ready = Condition.find(live, "Ready");
    if (ready.isPresent() && ready.get().isTrue()) {
      return Health.healthy(message);
    }
    // Not ready and it has died before: it is more than slow.
    for (var container : containers(live, "containerStatuses")) {
      if (container.get("lastState") instanceof Map<?, ?> last && last.containsKey("terminated")) {
        return Health.degraded(message);
      }
    }
    return Health.progressing(message);
  }

  private static List<String> stuckContainers(Manifest live) {
    var messages = new ArrayList<String>();
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (var container : containers(live, list)) {
        var waiting = JsonTree.objectOrEmpty(state(container).get("waiting"));
        String reason = waiting.get("reason") instanceof String text ? text : "";
        if (reason.startsWith("Err") || reason.endsWith("Error") || reason.endsWith("BackOff")) {
          messages.add(waiting.get("message") instanceof String text ? text : reason);
        }
      }
    }
    return messages;
  }

  private static String failure(Manifest live) {
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      for (var container : containers(live, list)) {
        var ended = JsonTree.objectOrEmpty(state(container).get("terminated"));
        if (ended.get("message") instanceof String message && !message.isEmpty()) {
          return message;
        }
        if ("OOMKilled".equals(ended.get("reason"))) {
          return "OOMKilled";
        }
        if (ended.get("exitCode") instanceof Number code && code.longValue() != 0) {
          return "container \"%s\" failed with exit code %d"
              .formatted(container.get("name"), code.longValue());
        }
      }
    }
    return "";
  }

  private static Map<String, @Nullable Object> state(Map<String, @Nullable Object> container) {
    return JsonTree.objectOrEmpty(container.get("state"));
  }

  private static List<Map<String, @Nullable Object>> containers(Manifest live, String list) {
    return JsonTree.listOrEmpty(live.at("status", list)).stream()
        .map(JsonTree::objectOrEmpty)
        .toList();
  }
}
