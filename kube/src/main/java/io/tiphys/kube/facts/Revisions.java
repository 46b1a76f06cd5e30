package io.tiphys.kube.facts;

import io.tiphys.model.manifest.Manifest;
import java.util.List;
import java.util.Optional;

/// The number by which people know a version of a workload.
final class Revisions {

  private static final List<String> ANNOTATIONS =
      List.of("deployment.kubernetes.io/revision", "rollout.argoproj.io/revision");

  private Revisions() {}

  /// @return of a Deployment, a Rollout or one of their ReplicaSets, or of a ControllerRevision
  static Optional<Long> of(Manifest object) {
    for (String name : ANNOTATIONS) {
      Optional<String> text = object.annotation(name);
      if (text.isPresent()) {
        return text.filter(one -> one.matches("\\d{1,18}"))
            .map(Long::parseLong)
            .filter(number -> number > 0);
      }
    }
    long own = object.number(0, "revision");
    return own > 0 ? Optional.of(own) : Optional.empty();
  }
}
