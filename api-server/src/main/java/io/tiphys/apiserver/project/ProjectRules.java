package io.tiphys.apiserver.project;

import io.tiphys.engine.project.Project;
import io.tiphys.engine.project.SpecRules;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationCondition;
import io.tiphys.model.application.ApplicationConditionBuilder;
import io.tiphys.settings.Clusters;
import java.util.List;
import java.util.stream.Collectors;

/// Judges an Application that somebody wants to create or change.
public final class ProjectRules {

  private ProjectRules() {}

  /// What is wrong with its spec.
  ///
  /// @param project what it permits, of [Projects#rules]
  /// @param clusters the registered ones
  /// @return conditions `InvalidSpecError`; empty when all is well
  public static List<ApplicationCondition> check(
      Application app, Project project, Clusters clusters) {
    var to = app.spec().destination();
    SpecRules.Destination destination =
        switch (clusters.resolve(to.server(), to.name())) {
          case Clusters.Resolution.Found(var cluster) ->
              new SpecRules.Destination.Found(cluster.server(), cluster.name());
          case Clusters.Resolution.Invalid(var message) ->
              new SpecRules.Destination.Missing(message);
        };
    return SpecRules.check(app.spec(), project, destination).stream()
        .map(message ->
            ApplicationConditionBuilder.builder().type(Project.CONDITION).message(message).build())
        .toList();
  }

  /// The conditions as refusals word them: `application spec for guestbook is invalid:
  /// InvalidSpecError: ...`.
  public static String refusal(String app, List<ApplicationCondition> conditions) {
    return conditions.stream()
        .map(one -> one.type() + ": " + one.message())
        .collect(Collectors.joining(";", "application spec for " + app + " is invalid: ", ""));
  }
}
