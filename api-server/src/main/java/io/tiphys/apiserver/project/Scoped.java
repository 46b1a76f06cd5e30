package io.tiphys.apiserver.project;

import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.repository.Repository;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Settings;
import java.util.List;

/// The repositories and clusters that were registered for one project.
///
/// @param repositories with their credentials
/// @param clusters with their credentials
record Scoped(List<Repository> repositories, List<Cluster> clusters) {

  static Scoped to(String project, Settings settings) {
    return new Scoped(
        settings.repositories().all().stream()
            .filter(one -> one.project().equals(project))
            .toList(),
        settings.clusters().all().stream()
            .map(ClusterEntry::cluster)
            .filter(one -> one.project().equals(project))
            .toList());
  }
}
