package io.tiphys.engine.sync;

/// What can be asked about an object before the first one is touched.
public enum DryRunMode {
  /// The API server can be asked (`dryRun=All`).
  SERVER,
  /// Its namespace is made by this very sync: only what the schema says can be checked.
  SCHEMA,
  /// Its kind is made by this very sync, or `SkipDryRunOnMissingResource=true`: nothing.
  NONE
}
