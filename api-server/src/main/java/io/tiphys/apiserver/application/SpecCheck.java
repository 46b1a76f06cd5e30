package io.tiphys.apiserver.application;

import io.grpc.StatusRuntimeException;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.project.NamespaceList;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.SpecRules;
import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.exchange.repo.Freshness;
import io.tiphys.exchange.repo.ManifestQuery;
import io.tiphys.exchange.repo.RepoServerClient;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.settings.Clusters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Whether an Application may be as somebody wants it: allowed by its project, and its sources make
/// manifests. The texts are those that clients match.
final class SpecCheck {

  private static final String INVALID = "InvalidSpecError";

  private final Projects projects;
  private final Supplier<Clusters> clusters;
  private final RepoServerClient repoServer;
  private final String controlPlaneNamespace;

  SpecCheck(
      Projects projects,
      Supplier<Clusters> clusters,
      RepoServerClient repoServer,
      String controlPlaneNamespace) {
    this.projects = projects;
    this.clusters = clusters;
    this.repoServer = repoServer;
    this.controlPlaneNamespace = controlPlaneNamespace;
  }

  /// The project that an Application says it is in.
  ///
  /// @throws Refusal INVALID_ARGUMENT when it is not there, or not for the Application's namespace:
  ///   which of both is not said
  Project project(AppName name, Application app) {
    return projects
        .rules(projectOf(app))
        .filter(it ->
            name.namespace().equals(controlPlaneNamespace)
                || new NamespaceList(it.spec().sourceNamespaces()).includes(name.namespace()))
        .orElseThrow(() ->
            Refusal.invalid(
                "app is not allowed in project \"%s\", or the project does not exist"
                    .formatted(app.spec().project())));
  }

  /// @param project that it says it is in
  /// @param validate whether the sources are tried out, too
  /// @throws Refusal INVALID_ARGUMENT with everything that is wrong
  void check(AppName name, Application app, Project project, boolean validate) {
    var destination = destination(app.spec().destination());
    if (destination instanceof SpecRules.Destination.Missing(var why)) {
      throw Refusal.invalid(
          "application destination spec for %s is invalid: %s".formatted(name.name(), why));
    }
    var conditions = new ArrayList<>(SpecRules.check(app.spec(), project, destination));
    if (conditions.isEmpty() && validate) {
      tryOut(name, app, projectOf(app), conditions);
    }
    if (!conditions.isEmpty()) {
      throw Refusal.invalid(
          "application spec for %s is invalid: %s"
              .formatted(
                  name.name(),
                  String.join(";", conditions.stream().map(it -> INVALID + ": " + it).toList())));
    }
  }

  static String projectOf(Application app) {
    return Project.orDefault(app.spec().project());
  }

  static List<ApplicationSource> sources(Application app) {
    if (!app.spec().sources().isEmpty()) {
      return app.spec().sources();
    }
    ApplicationSource source = app.spec().source();
    return source == null ? List.of() : List.of(source);
  }

  private SpecRules.Destination destination(ApplicationDestination destination) {
    return switch (clusters.get().resolve(destination.server(), destination.name())) {
      case Clusters.Resolution.Invalid(var message) -> new SpecRules.Destination.Missing(message);
      case Clusters.Resolution.Found(var cluster) ->
          new SpecRules.Destination.Found(cluster.server(), cluster.name());
    };
  }

  private void tryOut(AppName name, Application app, String project, List<String> conditions) {
    var all = sources(app);
    var query =
        new ManifestQuery(
            AppInstance.of(name.namespace(), name.name(), controlPlaneNamespace).name(),
            project,
            app.spec().destination().namespace(),
            all,
            List.of(),
            Freshness.LATEST,
            Duration.ZERO,
            "",
            List.of());
    for (int i = 0; i < all.size(); i++) {
      ApplicationSource source = all.get(i);
      if (source.path().isEmpty() && source.chart().isEmpty()) {
        continue; // only referred to
      }
      try {
        repoServer.manifests(query, i);
      } catch (StatusRuntimeException e) {
        conditions.add(
            "Unable to generate manifests in %s: rpc error: code = %s desc = %s"
                .formatted(
                    source.path().isEmpty() ? source.chart() : source.path(),
                    io.tiphys.telemetry.metrics.GrpcServerMetrics.name(e.getStatus().getCode()),
                    e.getStatus().getDescription()));
      }
    }
  }
}
