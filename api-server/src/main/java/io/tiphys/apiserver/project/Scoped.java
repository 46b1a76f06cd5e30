package io.tiphys.apiserver.project;

import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.cluster.Cluster;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.repository.Repository;
import io.tiphys.settings.ClusterEntry;
import io.tiphys.settings.Settings;
import java.util.ArrayList;
import java.util.List;

/// The repositories and clusters that were registered for one project, which may use them without
/// naming them
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-scoped-repositories-and-clusters).
///
/// @param repositories with their credentials
/// @param clusters with their credentials
record Scoped(List<Repository> repositories, List<Cluster> clusters) {

  static Scoped to(AppProject project, Settings settings) {
    String name = project.metadata().name();
    return new Scoped(
        settings.repositories().all().stream().filter(one -> one.project().equals(name)).toList(),
        settings.clusters().all().stream()
            .map(ClusterEntry::cluster)
            .filter(one -> one.project().equals(name))
            .toList());
  }

  AppProject addedTo(AppProject project) {
    if (repositories.isEmpty() && clusters.isEmpty()) {
      return project;
    }
    var sources = new ArrayList<>(project.spec().sourceRepos());
    repositories.forEach(one -> sources.add(one.repo()));
    var destinations = new ArrayList<>(project.spec().destinations());
    for (Cluster cluster : clusters) {
      if (cluster.namespaces().isEmpty()) {
        destinations.add(destination(cluster, "*"));
      }
      cluster.namespaces().forEach(one -> destinations.add(destination(cluster, one)));
    }
    return project.withSpec(project.spec().withSourceRepos(sources).withDestinations(destinations));
  }

  private static ApplicationDestination destination(Cluster cluster, String namespace) {
    return ApplicationDestinationBuilder.builder()
        .server(cluster.server())
        .namespace(namespace)
        .build();
  }
}
