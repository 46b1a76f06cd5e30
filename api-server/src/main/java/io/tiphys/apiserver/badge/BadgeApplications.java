package io.tiphys.apiserver.badge;

import io.tiphys.model.application.Application;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The Applications that badges show, in their newest known state. Answers at once: badges are
/// asked for by everybody.
public interface BadgeApplications {

  /// Whether Applications of this namespace are looked after.
  boolean covers(String namespace);

  Optional<Application> find(String namespace, String name);

  /// The states of those of some projects in one namespace.
  Stream<State> states(String namespace, Set<String> projects);

  /// @param health such as `Healthy`; empty before the first comparison
  /// @param sync such as `OutOfSync`; empty before the first comparison
  record State(String health, String sync) {}
}
