package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Projects;
import io.tiphys.controller.cluster.Cluster;
import io.tiphys.controller.cluster.Clusters;
import io.tiphys.controller.compare.Rules;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.project.NamespaceList;
import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.SyncAccount;
import io.tiphys.kube.access.Impersonation;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.settings.Settings;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Supplier;

/// Finds what an Application stands on: its project, its destination, the rules of the
/// installation.
public final class Grounds {

  private final Projects projects;
  private final Clusters clusters;
  private final Supplier<Settings> settings;
  private final String controlPlaneNamespace;
  private final ComparisonRules comparing;

  public Grounds(
      Projects projects,
      Clusters clusters,
      Supplier<Settings> settings,
      String controlPlaneNamespace,
      ComparisonRules comparing) {
    this.comparing = comparing;
    this.controlPlaneNamespace = controlPlaneNamespace;
    this.projects = projects;
    this.clusters = clusters;
    this.settings = settings;
  }

  Ground of(Application app) {
    var findings = new ArrayList<Finding>();
    String name = project(app);
    var project = projects.get(name).map(found -> settings.get().rulesOf(found, projects::get));
    if (project.isEmpty()) {
      findings.add(
          new Finding(
              Conditions.INVALID_SPEC,
              "Application referencing project %s which does not exist".formatted(name)));
    }
    if (AppKey.sources(app).isEmpty()) {
      findings.add(
          new Finding(
              Conditions.INVALID_SPEC,
              "spec.source.repoURL and either spec.source.path or spec.source.chart are required"));
    }
    Clusters.Destination destination = clusters.of(app.spec().destination());
    if (destination instanceof Clusters.Destination.Invalid(var message)) {
      findings.add(new Finding(Conditions.INVALID_SPEC, message));
    }
    project.ifPresent(one -> {
      strangers(app, one).ifPresent(findings::add);
      for (ApplicationSource source : AppKey.sources(app)) {
        one.sourceRefusal(source.repoURL())
            .ifPresent(text -> findings.add(new Finding(Conditions.INVALID_SPEC, text)));
      }
      if (destination instanceof Clusters.Destination.Found(var cluster)) {
        one.destinationRefusal(named(app.spec().destination(), cluster))
            .ifPresent(text -> findings.add(new Finding(Conditions.INVALID_SPEC, text)));
      }
    });
    if (findings.isEmpty()
        && project.isPresent()
        && destination instanceof Clusters.Destination.Found(var cluster)) {
      return new Ground.Firm(project.get(), acting(app, project.get(), cluster));
    }
    return new Ground.Broken(
        findings,
        project.orElse(null),
        destination instanceof Clusters.Destination.Found(var found)
            ? project.map(one -> acting(app, one, found)).orElse(found)
            : null);
  }

  /// See [Clusters#leftAlone].
  Optional<String> leftAlone(Application app) {
    return clusters.leftAlone(app.spec().destination());
  }

  /// The name of an Application's project.
  static String project(Application app) {
    return Project.orDefault(app.spec().project());
  }

  /// A project's rules may name the cluster by its URL or by its name.
  static ApplicationDestination named(ApplicationDestination destination, Cluster cluster) {
    return new ApplicationDestination(
        cluster.server(), destination.namespace(), cluster.name(), destination.unknown());
  }

  /// An Application outside the namespace of the control plane needs its project's word
  /// (https://argo-cd.readthedocs.io/en/stable/operator-manual/app-any-namespace/).
  private Optional<Finding> strangers(Application app, Project project) {
    String namespace = app.metadata().namespace();
    if (namespace.equals(controlPlaneNamespace)
        || new NamespaceList(project.spec().sourceNamespaces()).includes(namespace)) {
      return Optional.empty();
    }
    return Optional.of(
        new Finding(
            Conditions.INVALID_SPEC,
            "application '%s' in namespace '%s' is not allowed to use project '%s'"
                .formatted(app.metadata().name(), namespace, project.name())));
  }

  /// Why nobody may act for an Application in its destination; empty when somebody may
  /// (https://argo-cd.readthedocs.io/en/stable/operator-manual/app-sync-using-impersonation/).
  Optional<String> refusal(Application app, Ground.Firm ground) {
    return account(app, ground.project(), ground.cluster()) instanceof SyncAccount.Refused(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /// What an Application causes there is asked in the name of its service account, if it has one.
  private Cluster acting(Application app, Project project, Cluster cluster) {
    return switch (account(app, project, cluster)) {
      case SyncAccount.Own() -> cluster;
      case SyncAccount.Of(var namespace, var name) ->
          cluster.impersonating(Impersonation.serviceAccount(namespace, name));
      case SyncAccount.Refused(var message) -> cluster.refusing(message);
    };
  }

  private SyncAccount account(Application app, Project project, Cluster cluster) {
    var argocd = settings.get().argocd();
    return argocd.impersonationEnabled()
        ? SyncAccount.of(project.spec(), app, cluster.server(), argocd.impersonationEnforced())
        : new SyncAccount.Own();
  }

  Rules rules(Application app) {
    return comparing.of(app, settings.get().argocd());
  }
}
