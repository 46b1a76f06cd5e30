package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;

/// Looks up what there is of an object while a sync runs.
@FunctionalInterface
public interface LiveLookup {

  /// @param object names the object, and the version to read it in
  LiveObject of(Manifest object);
}
