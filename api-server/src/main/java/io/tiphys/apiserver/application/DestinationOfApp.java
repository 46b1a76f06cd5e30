package io.tiphys.apiserver.application;

import io.tiphys.apiserver.application.store.StoredApp;
import io.tiphys.apiserver.destination.Destination;
import io.tiphys.apiserver.destination.Destinations;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.project.Projects;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.SyncAccount;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.settings.ArgocdSettings;
import java.util.function.Supplier;

/// Opens the cluster of an Application's objects, in the name of the service account that its syncs
/// act as, when syncs do so
/// (https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/).
final class DestinationOfApp {

  private final Destinations destinations;
  private final Projects projects;
  private final Supplier<ArgocdSettings> settings;

  DestinationOfApp(
      Destinations destinations, Projects projects, Supplier<ArgocdSettings> settings) {
    this.destinations = destinations;
    this.projects = projects;
    this.settings = settings;
  }

  /// Close it after use.
  ///
  /// @throws Refusal INVALID_ARGUMENT when the Application names no cluster, FAILED_PRECONDITION
  ///   when no account may act for it
  Destination open(StoredApp app) {
    Destination cluster = destinations.open(app.app().spec().destination());
    ArgocdSettings now = settings.get();
    if (!now.impersonationEnabled()) {
      return cluster;
    }
    String name = app.facts().project();
    SyncAccount account =
        projects
            .rules(name)
            .map(Project::spec)
            .map(spec ->
                SyncAccount.of(
                    spec, app.app(), cluster.entry().server(), now.impersonationEnforced()))
            .orElseGet(() -> new SyncAccount.Refused("there is no project " + name));
    return switch (account) {
      case SyncAccount.Own() -> cluster;
      case SyncAccount.Of(var namespace, var user) ->
          cluster.impersonating(Impersonation.serviceAccount(namespace, user));
      case SyncAccount.Refused(var message) -> {
        cluster.close();
        throw Refusal.precondition(message);
      }
    };
  }
}
