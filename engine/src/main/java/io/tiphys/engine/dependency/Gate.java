package io.tiphys.engine.dependency;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Whether an Application may be synced, by what it depends on.
public sealed interface Gate {

  /// It may.
  record Open() implements Gate {}

  /// Not yet.
  ///
  /// @param message which Applications it waits for, and how they stand
  record Waits(String message) implements Gate {}

  /// It never may as things are: what is written is wrong.
  ///
  /// @param message names the cycle, or what cannot be read
  record Wrong(String message) implements Gate {}

  /// How many are named in a message.
  int MOST_NAMED = 5;

  /// @param app the one that is to be synced
  static Gate of(AppName app, AppGraph graph) {
    Optional<Wrong> wrong = wrong(app, graph);
    return wrong.isPresent() ? wrong.get() : now(app, graph);
  }

  /// What is wrong with what is written: it changes only when some Application says otherwise.
  static Optional<Wrong> wrong(AppName app, AppGraph graph) {
    DependsOn wanted = graph.dependsOn(app);
    if (!wanted.problem().isEmpty()) {
      return Optional.of(
          new Wrong(
              "the annotation %s cannot be read: %s"
                  .formatted(DependsOn.ANNOTATION, wanted.problem())));
    }
    List<AppName> cycle = Cycle.through(app, graph);
    return cycle.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Wrong(
                "Applications depend on each other in a cycle (%s): %s"
                    .formatted(
                        DependsOn.ANNOTATION,
                        cycle.stream()
                            .map(one -> one.seenFrom(app.namespace()))
                            .collect(Collectors.joining(" -> ")))));
  }

  /// Whether those that it depends on are there, if nothing is wrong.
  static Gate now(AppName app, AppGraph graph) {
    List<String> reasons = reasons(app, graph.dependsOn(app), graph);
    return reasons.isEmpty()
        ? new Open()
        : new Waits(
            "waiting for Applications that must be Synced and Healthy first: "
                + String.join(", ", reasons));
  }

  /// The first few that are not there yet: a thousand that wait for a thousand must not look at all
  /// of them each time.
  private static List<String> reasons(AppName app, DependsOn wanted, AppGraph graph) {
    var reasons = new ArrayList<String>();
    for (Dependency dependency : wanted.dependencies()) {
      if (dependency instanceof Dependency.Labelled labelled
          && dependency.targets(graph).allMatch(app::equals)) {
        reasons.add("none with label %s (there is no such Application)".formatted(labelled.text()));
      }
      Iterator<AppName> targets = dependency.targets(graph).iterator();
      while (targets.hasNext()) {
        AppName target = targets.next();
        if (target.equals(app)) {
          continue;
        }
        String name = target.seenFrom(app.namespace());
        graph
            .standing(target)
            .ifPresentOrElse(
                standing -> {
                  if (!standing.isReached()) {
                    reasons.add("%s (%s)".formatted(name, standing.text()));
                  }
                },
                () -> reasons.add("%s (there is no such Application)".formatted(name)));
        if (reasons.size() > MOST_NAMED) {
          reasons.set(MOST_NAMED, "and others");
          return reasons;
        }
      }
    }
    return reasons;
  }
}
