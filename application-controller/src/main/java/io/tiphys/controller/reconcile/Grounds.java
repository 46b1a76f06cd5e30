package io.tiphys.controller.reconcile;

import io.tiphys.controller.application.AppKey;
import io.tiphys.controller.application.Projects;
import io.tiphys.controller.cluster.Clusters;
import io.tiphys.controller.compare.Comparer;
import io.tiphys.controller.status.Conditions;
import io.tiphys.controller.status.Conditions.Finding;
import io.tiphys.engine.diff.DiffRules;
import io.tiphys.engine.project.Project;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.settings.ArgocdSettings;
import java.util.ArrayList;
import java.util.function.Supplier;

/// Finds what an Application stands on: its project, its destination, the rules of the
/// installation.
public final class Grounds {

  private final Projects projects;
  private final Clusters clusters;
  private final Supplier<ArgocdSettings> settings;

  public Grounds(Projects projects, Clusters clusters, Supplier<ArgocdSettings> settings) {
    this.projects = projects;
    this.clusters = clusters;
    this.settings = settings;
  }

  Ground of(Application app) {
    var findings = new ArrayList<Finding>();
    String name = app.spec().project().isEmpty() ? "default" : app.spec().project();
    var project = projects.get(name).map(Project::of);
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
      for (ApplicationSource source : AppKey.sources(app)) {
        one.sourceRefusal(source.repoURL())
            .ifPresent(text -> findings.add(new Finding(Conditions.INVALID_SPEC, text)));
      }
      one.destinationRefusal(app.spec().destination())
          .ifPresent(text -> findings.add(new Finding(Conditions.INVALID_SPEC, text)));
    });
    if (findings.isEmpty()
        && project.isPresent()
        && destination instanceof Clusters.Destination.Found(var cluster)) {
      return new Ground.Firm(project.get(), cluster);
    }
    return new Ground.Broken(findings);
  }

  Comparer.Rules rules(Application app) {
    var compare = settings.get().compare();
    SyncPolicy policy = app.spec().syncPolicy();
    return new Comparer.Rules(
        new DiffRules(
            DiffRules.IgnoreStatus.of(compare.ignoreResourceStatusField()),
            compare.ignoreAggregatedRoles()),
        policy != null && policy.syncOptions().contains("ServerSideApply=true"));
  }
}
