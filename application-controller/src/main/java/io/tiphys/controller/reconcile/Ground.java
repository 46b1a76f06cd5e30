package io.tiphys.controller.reconcile;

import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.status.Conditions;
import io.tiphys.engine.project.Project;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an Application stands on: its project and its destination.
sealed interface Ground {

  /// Both are there and fit.
  record Firm(Project project, Cluster cluster) implements Ground {}

  /// They do not.
  ///
  /// @param findings why, as conditions
  /// @param project null when there is none
  /// @param cluster null when the destination names none
  record Broken(
      List<Conditions.Finding> findings, @Nullable Project project, @Nullable Cluster cluster)
      implements Ground {}
}
