package io.tiphys.engine.project;

/// Whether sync windows let an Application be synced.
public sealed interface SyncPermission {

  /// They do.
  record Granted() implements SyncPermission {}

  /// They do not, now.
  record Blocked() implements SyncPermission {}

  /// Nobody can say, so they do not: a window that matters cannot be read.
  ///
  /// @param why for people
  record Unclear(String why) implements SyncPermission {}

  default boolean isGranted() {
    return this instanceof Granted;
  }
}
