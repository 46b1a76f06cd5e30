package io.tiphys.engine.health;

import io.tiphys.model.json.JsonTree;
import io.tiphys.model.manifest.Manifest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/// HorizontalPodAutoscaler: v2 has conditions in its status, v1 in an annotation.
final class Autoscaling {

  private static final String V1_CONDITIONS = "autoscaling.alpha.kubernetes.io/conditions";
  private static final Set<String> BROKEN =
      Set.of(
          "AbleToScale FailedGetScale",
          "AbleToScale FailedUpdateScale",
          "ScalingActive FailedGetResourceMetric",
          "ScalingActive InvalidSelector");

  private Autoscaling() {}

  static Health autoscaler(Manifest live) {
    List<Condition> conditions = Condition.of(live);
    if (conditions.isEmpty()) {
      var annotation = live.annotation(V1_CONDITIONS);
      if (annotation.isPresent()) {
        try {
          conditions =
              Condition.parse(JsonTree.parse(annotation.get().getBytes(StandardCharsets.UTF_8)));
        } catch (RuntimeException notJson) {
          return Health.unknown("annotation " + V1_CONDITIONS + " is not JSON");
        }
      }
    }
    for (Condition condition : conditions) {
      if (BROKEN.contains(condition.type() + " " + condition.reason()) && !condition.isTrue()) {
        return Health.degraded(condition.message());
      }
    }
    for (Condition condition : conditions) {
      if (condition.isTrue()
          && (condition.type().equals("AbleToScale")
              || condition.type().equals("ScalingLimited"))) {
        return Health.healthy(condition.message());
      }
    }
    return Health.progressing("Waiting to Autoscale");
  }
}
