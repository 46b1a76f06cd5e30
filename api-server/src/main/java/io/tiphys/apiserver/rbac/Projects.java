package io.tiphys.apiserver.rbac;

import io.tiphys.model.project.AppProject;
import java.util.Optional;

/// The projects of the control plane, in their newest known state.
@FunctionalInterface
public interface Projects {

  Projects NONE = name -> Optional.empty();

  /// Costs no I/O; the same object again as long as it did not change.
  Optional<AppProject> find(String name);
}
