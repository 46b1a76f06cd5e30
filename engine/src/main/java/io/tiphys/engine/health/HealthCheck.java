package io.tiphys.engine.health;

import io.tiphys.model.manifest.Manifest;
import java.util.Optional;

/// Judges one live object; [Health#of] is the built-in one.
@FunctionalInterface
public interface HealthCheck {

  /// @return empty when objects of this kind have no health
  Optional<Health> of(Manifest live);
}
