package io.tiphys.kube.facts;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a Pod takes of which host.
///
/// @param node its name; empty before the Pod is placed
/// @param requests of `cpu`, `memory` and `storage`, in thousandths of a core or a byte; nothing
///   once the Pod has ended
public record PodPlace(String node, Map<String, Long> requests) {

  static final GroupKind POD = new GroupKind("", "Pod");

  private static final Set<String> ENDED = Set.of("Succeeded", "Failed");

  public PodPlace {
    requests = Map.copyOf(requests);
  }

  static PodPlace of(Manifest pod) {
    boolean hasEnded = ENDED.contains(pod.text("status", "phase"));
    return new PodPlace(pod.text("spec", "nodeName").intern(), hasEnded ? Map.of() : requests(pod));
  }

  /// What the scheduler counts
  /// (https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/#resource-sharing-within-containers):
  /// containers run side by side, those that come first one after the other beside the sidecars.
  private static Map<String, Long> requests(Manifest pod) {
    Map<String, Long> together = Map.of();
    for (var container : containers(pod, "containers")) {
      together = Amounts.sum(together, requests(container));
    }
    Map<String, Long> sidecars = Map.of();
    Map<String, Long> first = Map.of();
    for (var container : containers(pod, "initContainers")) {
      Map<String, Long> own = requests(container);
      if ("Always".equals(container.get("restartPolicy"))) {
        together = Amounts.sum(together, own);
        sidecars = Amounts.sum(sidecars, own);
        first = Amounts.greater(first, sidecars);
      } else {
        first = Amounts.greater(first, Amounts.sum(sidecars, own));
      }
    }
    return Amounts.sum(Amounts.greater(together, first), Amounts.of(pod.at("spec", "overhead")));
  }

  private static Map<String, Long> requests(Map<String, @Nullable Object> container) {
    return Amounts.of(JsonTree.objectOrEmpty(container.get("resources")).get("requests"));
  }

  private static List<Map<String, @Nullable Object>> containers(Manifest pod, String list) {
    return JsonTree.listOrEmpty(pod.at("spec", list)).stream()
        .map(JsonTree::objectOrEmpty)
        .toList();
  }
}
