package io.tiphys.engine.sync;

/// What can be asked about an object before the first one is touched.
public enum DryRunMode {
  /// The API server can be asked (`dryRun=All`).
  SERVER,
  /// Only what the schema says can be checked: its namespace is made by this very sync, or what is
  /// there is deleted first (a hook of an earlier sync, `Force=true`, a binding of another role).
  SCHEMA,
  /// Its kind is made by this very sync, or `SkipDryRunOnMissingResource=true`: nothing.
  NONE
}
