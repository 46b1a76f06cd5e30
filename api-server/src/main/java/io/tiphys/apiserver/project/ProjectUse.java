package io.tiphys.apiserver.project;

import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.ProjectScope;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.project.AppProject;
import io.tiphys.settings.Clusters;
import io.tiphys.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Keeps a project from being taken away from the Applications that use it.
final class ProjectUse {

  private final ApplicationsOfProjects applications;
  private final Supplier<Settings> settings;

  ProjectUse(ApplicationsOfProjects applications, Supplier<Settings> settings) {
    this.applications = applications;
    this.settings = settings;
  }

  /// @throws Refusal INVALID_ARGUMENT when Applications use it
  void requireUnused(String project) {
    int users = applications.of(project).size();
    if (users > 0) {
      throw Refusal.invalid("project is referenced by %d applications".formatted(users));
    }
  }

  /// @throws Refusal INVALID_ARGUMENT when Applications have a source or a destination that the
  ///   project permits and will not permit
  void requireNothingLost(AppProject old, AppProject wanted) {
    String name = old.metadata().name();
    ProjectScope scope = settings.get().scopeOf(name);
    Project before = Project.of(old, scope);
    Project after = Project.of(wanted, scope);
    int sources = 0;
    int destinations = 0;
    for (Application app : applications.of(name)) {
      sources += losesSource(app.spec(), before, after) ? 1 : 0;
      destinations += losesDestination(app.spec(), before, after) ? 1 : 0;
    }
    var parts = new ArrayList<String>();
    if (sources > 0) {
      parts.add(sources + " applications source became invalid");
    }
    if (destinations > 0) {
      parts.add(destinations + " applications destination became invalid");
    }
    if (!parts.isEmpty()) {
      throw Refusal.invalid("as a result of project update " + String.join(" and ", parts));
    }
  }

  private static boolean losesSource(ApplicationSpec spec, Project before, Project after) {
    return sources(spec).stream()
        .map(ApplicationSource::repoURL)
        .anyMatch(repo -> before.isSourcePermitted(repo) && !after.isSourcePermitted(repo));
  }

  private static List<ApplicationSource> sources(ApplicationSpec spec) {
    return spec.sources().isEmpty()
        ? Optional.ofNullable(spec.source()).stream().toList()
        : spec.sources();
  }

  /// One whose cluster is not registered is in trouble already.
  private boolean losesDestination(ApplicationSpec spec, Project before, Project after) {
    var to = spec.destination();
    return switch (settings.get().clusters().resolve(to.server(), to.name())) {
      case Clusters.Resolution.Found(var cluster) -> {
        var there =
            new ApplicationDestination(
                cluster.server(), to.namespace(), cluster.name(), to.unknown());
        yield before.isDestinationPermitted(there) && !after.isDestinationPermitted(there);
      }
      case Clusters.Resolution.Invalid(var message) -> false;
    };
  }
}
