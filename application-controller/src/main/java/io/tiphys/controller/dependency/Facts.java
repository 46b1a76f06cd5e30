package io.tiphys.controller.dependency;

import io.tiphys.engine.dependency.AppName;
import io.tiphys.engine.dependency.Dependency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is known of Applications that others depend on, found by name and by label. One thread at a
/// time.
final class Facts {

  private final Map<AppName, Fact> facts = new HashMap<>();
  private final Map<String, Set<AppName>> byLabel = new HashMap<>();

  @Nullable Fact get(AppName app) {
    return facts.get(app);
  }

  /// @param fact null for an Application that is gone
  /// @return what was known before; null for nothing
  @Nullable Fact put(AppName app, @Nullable Fact fact) {
    Fact before = fact == null ? facts.remove(app) : facts.put(app, fact);
    if (before != null) {
      before.labels().forEach((key, value) -> drop(label(key, value), app));
    }
    if (fact != null) {
      fact.labels()
          .forEach((key, value) ->
              byLabel.computeIfAbsent(label(key, value), unused -> new TreeSet<>()).add(app));
    }
    return before;
  }

  private void drop(String label, AppName app) {
    byLabel.computeIfPresent(
        label,
        (unused, apps) -> {
          apps.remove(app);
          return apps.isEmpty() ? null : apps;
        });
  }

  /// Those with all the labels, in order.
  Stream<AppName> labelled(Dependency.Labelled wanted) {
    List<Set<AppName>> sets =
        wanted.labels().entrySet().stream()
            .map(one -> byLabel.getOrDefault(label(one.getKey(), one.getValue()), Set.of()))
            .toList();
    return sets.getFirst().stream().filter(app -> sets.stream().allMatch(set -> set.contains(app)));
  }

  private static String label(String key, String value) {
    return key + "=" + value;
  }
}
