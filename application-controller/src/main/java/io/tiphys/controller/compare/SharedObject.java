package io.tiphys.controller.compare;

import io.tiphys.engine.tracking.AppInstance;
import io.tiphys.kube.cache.LiveObject;
import io.tiphys.model.application.Application;
import io.tiphys.model.manifest.ResourceKey;
import java.util.Optional;

/// An object that an Application asks for and another one manages.
///
/// @param key the object
/// @param other the one that manages it, as its mark names it
public record SharedObject(ResourceKey key, String other) {

  /// @param live an object that the Application asks for
  public static Optional<SharedObject> of(LiveObject live, AppInstance app) {
    return live.isManaged() && !live.appInstance().equals(app.name())
        ? Optional.of(new SharedObject(live.key(), live.appInstance()))
        : Optional.empty();
  }

  // Tools match this text.
  public String message(Application app) {
    return "%s/%s is part of applications %s/%s and %s"
        .formatted(
            key.kind(),
            key.name(),
            app.metadata().namespace(),
            app.metadata().name(),
            other.replace('_', '/'));
  }
}
