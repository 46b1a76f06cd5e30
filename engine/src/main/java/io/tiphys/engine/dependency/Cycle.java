package io.tiphys.engine.dependency;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// Finds an Application that depends on itself, by others.
final class Cycle {

  /// How many Applications are looked at.
  private static final int MOST_VISITED = 20_000;

  private Cycle() {}

  /// @return the way from the Application back to itself, both ends named; empty when there is none
  static List<AppName> through(AppName app, AppGraph graph) {
    Map<AppName, AppName> cameFrom = new HashMap<>();
    Deque<Iterator<Step>> open = new ArrayDeque<>();
    open.push(steps(app, graph));
    while (!open.isEmpty()) {
      Iterator<Step> steps = open.peek();
      if (!steps.hasNext()) {
        open.pop();
        continue;
      }
      Step step = steps.next();
      if (step.to().equals(app)) {
        return way(app, step.from(), cameFrom);
      }
      if (cameFrom.size() < MOST_VISITED && cameFrom.putIfAbsent(step.to(), step.from()) == null) {
        open.push(steps(step.to(), graph));
      }
    }
    return List.of();
  }

  /// From one that depends on another.
  private record Step(AppName from, AppName to) {}

  /// A label that an Application has itself does not make it depend on itself; its name does.
  private static Iterator<Step> steps(AppName from, AppGraph graph) {
    return graph.dependsOn(from).dependencies().stream()
        .flatMap(dependency ->
            dependency
                .targets(graph)
                .filter(to -> dependency instanceof Dependency.Named || !to.equals(from)))
        .map(to -> new Step(from, to))
        .iterator();
  }

  private static List<AppName> way(AppName app, AppName last, Map<AppName, AppName> cameFrom) {
    var way = new ArrayDeque<AppName>();
    way.push(app);
    AppName at = last;
    while (!at.equals(app)) {
      way.push(at);
      at = cameFrom.getOrDefault(at, app);
    }
    way.push(app);
    return List.copyOf(way);
  }
}
