package io.tiphys.e2e;

import java.util.Map;

/// Writes Applications through an API server that may die meanwhile.
interface Client extends AutoCloseable {

  /// How a write ended, as far as the client can know.
  enum Ended {
    /// The server said so.
    DONE,
    /// The connection broke, or there was nobody: the write was carried out or was not.
    UNKNOWN
  }

  /// What it is called, as names of its Applications begin.
  String name();

  /// @param spec of an Application that is to have the finalizer for its objects
  Ended create(String app, Map<String, Object> spec);

  /// Adds a line to `spec.info`, so that what is done twice is there twice.
  Ended append(String app, String line);

  /// Deletes it with its objects.
  Ended delete(String app);

  @Override
  void close();
}
