package io.tiphys.apiserver.application;

import io.grpc.StatusRuntimeException;
import io.tiphys.apiserver.application.store.AppName;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.project.NamespaceList;
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

  /// @param validate whether the sources are tried out, too
  /// @throws Refusal INVALID_ARGUMENT with everything that is wrong
  void check(Call call, AppName name, Application app, boolean validate) {
    String projectName = projectOf(app);
    var project =
        projects
            .rules(projectName)
            .orElseThrow(() ->
                Refusal.invalid(
                    "application references project " + projectName + " which does not exist"));
    var conditions =
        new ArrayList<>(
            SpecRules.check(app.spec(), project, destination(app.spec().destination())));
    if (!name.namespace().equals(controlPlaneNamespace)
        && !new NamespaceList(project.spec().sourceNamespaces()).includes(name.namespace())) {
      throw Refusal.denied(
          "application '%s' in namespace '%s' is not allowed to use project '%s'"
              .formatted(name.name(), name.namespace(), projectName));
    }
    if (conditions.isEmpty() && validate) {
      tryOut(name, app, projectName, conditions);
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
    return app.spec().project().isEmpty() ? "default" : app.spec().project();
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
