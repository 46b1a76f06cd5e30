package io.tiphys.engine.dependency;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// One thing that an Application depends on.
public sealed interface Dependency {

  /// The Applications that it means, in order.
  default Stream<AppName> targets(AppGraph graph) {
    return switch (this) {
      case Named(var name) -> Stream.of(name);
      case Labelled labelled -> graph.labelled(labelled);
    };
  }

  /// That Application.
  record Named(AppName app) implements Dependency {}

  /// All Applications with these labels.
  ///
  /// @param labels at least one
  record Labelled(SortedMap<String, String> labels) implements Dependency {

    public Labelled {
      labels = new TreeMap<>(labels);
    }

    /// Whether an Application has all of them.
    public boolean matches(Map<String, String> others) {
      return others.entrySet().containsAll(labels.entrySet());
    }

    /// As the annotation spells it.
    String text() {
      return labels.entrySet().stream()
          .map(label -> label.getKey() + "=" + label.getValue())
          .collect(Collectors.joining("&"));
    }
  }
}
