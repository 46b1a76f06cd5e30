package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;

/// What is known of an object while a sync runs.
public sealed interface LiveObject {

  /// @param object at least as new as the last write of this sync
  record Found(Manifest object) implements LiveObject {}

  /// The API server says that there is none (asked after the last write of this sync).
  record Gone() implements LiveObject {}

  /// Not known, or known only from before the last write of this sync: ask again later.
  record NotSeen() implements LiveObject {}
}
