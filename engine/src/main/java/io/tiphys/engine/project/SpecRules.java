package io.tiphys.engine.project;

import io.tiphys.model.application.ApplicationDestination;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What is wrong with the spec of an Application, in the words of Argo CD: sources that are not
/// complete, and what its project does not permit. Each text is the message of a condition
/// [Project#CONDITION].
public final class SpecRules {

  private SpecRules() {}

  /// What a destination comes to.
  public sealed interface Destination {

    /// @param server the cluster's URL
    /// @param name the cluster's name
    record Found(String server, String name) implements Destination {}

    /// There is no such cluster.
    ///
    /// @param message for people
    record Missing(String message) implements Destination {}
  }

  /// @return the messages, in the order of the spec; empty when all is well
  public static List<String> check(ApplicationSpec spec, Project project, Destination destination) {
    var problems = new ArrayList<String>();
    for (ApplicationSource source : sources(spec)) {
      incomplete(source, !spec.sources().isEmpty()).ifPresent(problems::add);
      project.sourceRefusal(source.repoURL()).ifPresent(problems::add);
    }
    switch (destination) {
      case Destination.Missing(var message) -> problems.add(message);
      case Destination.Found(var server, var name) ->
          project
              .destinationRefusal(
                  new ApplicationDestination(
                      server, spec.destination().namespace(), name, spec.destination().unknown()))
              .ifPresent(problems::add);
    }
    return List.copyOf(problems);
  }

  /// The sources that count: the branch of a source hydrator and what it is rendered from, else
  /// `sources`, else `source`; an empty one when there is none.
  private static List<ApplicationSource> sources(ApplicationSpec spec) {
    var hydrator = spec.sourceHydrator();
    if (hydrator != null) {
      var synced =
          ApplicationSource.EMPTY
              .withRepoURL(hydrator.drySource().repoURL())
              .withPath(hydrator.syncSource().path())
              .withTargetRevision(hydrator.syncSource().targetBranch());
      String elsewhere = hydrator.syncSource().repoURL();
      return elsewhere.isEmpty() ? List.of(synced) : List.of(synced, synced.withRepoURL(elsewhere));
    }
    if (!spec.sources().isEmpty()) {
      return spec.sources();
    }
    ApplicationSource source = spec.source();
    return List.of(source == null ? ApplicationSource.EMPTY : source);
  }

  private static Optional<String> incomplete(ApplicationSource source, boolean isOneOfMany) {
    boolean hasPlace =
        !source.path().isEmpty()
            || !source.chart().isEmpty()
            || isOneOfMany && !source.ref().isEmpty();
    if (source.repoURL().isEmpty() || !hasPlace) {
      return Optional.of(
          isOneOfMany
              ? "spec.source.repoURL and either source.path, source.chart, or source.ref are required for source %s"
                  .formatted(source.repoURL())
              : "spec.source.repoURL and either spec.source.path or spec.source.chart are required");
    }
    return !source.chart().isEmpty() && source.targetRevision().isEmpty()
        ? Optional.of(
            "spec.source.targetRevision is required if the manifest source is a helm chart")
        : Optional.empty();
  }
}
