package io.tiphys.controller.dependency;

import io.tiphys.engine.dependency.AppName;
import io.tiphys.engine.dependency.Dependency;
import io.tiphys.engine.dependency.DependsOn;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// From one Application to those that it depends on, for finding the way back.
record Edges(DependsOn dependsOn) {

  void addTo(Map<AppName, Set<AppName>> dependents, AppName dependent) {
    for (Dependency dependency : dependsOn.dependencies()) {
      if (dependency instanceof Dependency.Named(var target)) {
        dependents.computeIfAbsent(target, unused -> new HashSet<>()).add(dependent);
      }
    }
  }

  void removeFrom(Map<AppName, Set<AppName>> dependents, AppName dependent) {
    for (Dependency dependency : dependsOn.dependencies()) {
      if (dependency instanceof Dependency.Named(var target)) {
        dependents.computeIfPresent(
            target,
            (unused, known) -> {
              known.remove(dependent);
              return known.isEmpty() ? null : known;
            });
      }
    }
  }

  boolean hasLabels() {
    return dependsOn.dependencies().stream().anyMatch(Dependency.Labelled.class::isInstance);
  }

  /// Whether one that looks like that, or looked like that before, is meant by its labels.
  boolean meet(@Nullable Fact now, @Nullable Fact before) {
    return dependsOn.dependencies().stream()
        .anyMatch(dependency ->
            dependency instanceof Dependency.Labelled labelled
                && (now != null && labelled.matches(now.labels())
                    || before != null && labelled.matches(before.labels())));
  }
}
