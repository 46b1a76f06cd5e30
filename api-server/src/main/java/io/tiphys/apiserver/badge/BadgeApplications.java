package io.tiphys.apiserver.badge;

import io.tiphys.model.application.Application;
import java.util.List;
import java.util.Optional;

/// The Applications that badges show, in their newest known state. Answers at once: badges are
/// asked for by everybody.
public interface BadgeApplications {

  /// Whether Applications of this namespace are looked after.
  boolean covers(String namespace);

  Optional<Application> find(String namespace, String name);

  List<Application> list(String namespace);
}
