package io.tiphys.controller.share;

import io.tiphys.engine.project.Project;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.manifest.GroupKind;
import io.tiphys.model.manifest.ResourceKey;
import java.util.HashMap;
import java.util.Map;

/// Whether a project lets its Applications see an object; asked for thousands, judged once for each
/// kind and namespace.
final class Permitted {

  private record Place(GroupKind kind, String namespace, String name) {}

  private final Project project;
  private final ApplicationDestination destination;
  private final Map<Place, Boolean> known = new HashMap<>();

  /// @param destination of the Application, with URL and name of the cluster
  Permitted(Project project, ApplicationDestination destination) {
    this.project = project;
    this.destination = destination;
  }

  boolean test(ResourceKey key) {
    boolean namespaced = !key.namespace().isEmpty();
    // names count for cluster-scoped objects only
    var place = new Place(key.groupKind(), key.namespace(), namespaced ? "" : key.name());
    return known.computeIfAbsent(
        place, unused -> namespaced ? isPermitted(key) : isKindPermitted(key, false));
  }

  private boolean isKindPermitted(ResourceKey key, boolean namespaced) {
    return project.isKindPermitted(key.groupKind(), key.name(), namespaced);
  }

  private boolean isPermitted(ResourceKey key) {
    return isKindPermitted(key, true)
        && project
            .destinationRefusal(
                new ApplicationDestination(
                    destination.server(),
                    key.namespace(),
                    destination.name(),
                    destination.unknown()))
            .isEmpty();
  }
}
