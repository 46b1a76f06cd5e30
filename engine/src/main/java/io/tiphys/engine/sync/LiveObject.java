package io.tiphys.engine.sync;

import io.tiphys.model.manifest.Manifest;

/// What is known of an object while a sync runs.
public sealed interface LiveObject {

  /// @param object at least as new as the last write of this sync
  record Found(Manifest object) implements LiveObject {}

  /// The API server says that there is none (asked after the last write of this sync).
  record Gone() implements LiveObject {}

  /// This process wrote the object and has not seen what came of it: ask again later. Never the
  /// answer of a process that has not written it: that one reads it from the API server.
  record NotSeen() implements LiveObject {}
}
