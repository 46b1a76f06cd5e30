package io.tiphys.engine.project;

import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationDestinationBuilder;
import io.tiphys.model.project.AppProject;
import java.util.ArrayList;
import java.util.List;

/// What was registered for one project, which may use it without naming it
/// (https://argo-cd.readthedocs.io/en/stable/user-guide/projects/#project-scoped-repositories-and-clusters).
///
/// @param repositories their URLs
/// @param clusters where its Applications may go
public record ProjectScope(List<String> repositories, List<Cluster> clusters) {

  public static final ProjectScope NONE = new ProjectScope(List.of(), List.of());

  /// A cluster.
  ///
  /// @param server its URL
  /// @param name by which destinations may call it
  /// @param namespaces the only ones; empty for all
  public record Cluster(String server, String name, List<String> namespaces) {
    public Cluster {
      namespaces = List.copyOf(namespaces);
    }

    boolean isDestinationOf(ApplicationDestination wanted) {
      return server.equals(wanted.server()) || name.equals(wanted.name());
    }
  }

  public ProjectScope {
    repositories = List.copyOf(repositories);
    clusters = List.copyOf(clusters);
  }

  /// The project, permitting all this, too.
  public AppProject addedTo(AppProject project) {
    if (repositories.isEmpty() && clusters.isEmpty()) {
      return project;
    }
    var sources = new ArrayList<>(project.spec().sourceRepos());
    sources.addAll(repositories);
    var destinations = new ArrayList<>(project.spec().destinations());
    for (Cluster cluster : clusters) {
      var namespaces = cluster.namespaces().isEmpty() ? List.of("*") : cluster.namespaces();
      for (String namespace : namespaces) {
        destinations.add(
            ApplicationDestinationBuilder.builder()
                .server(cluster.server())
                .namespace(namespace)
                .build());
      }
    }
    return project.withSpec(project.spec().withSourceRepos(sources).withDestinations(destinations));
  }
}
