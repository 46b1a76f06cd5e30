package io.tiphys.engine.sync;

/// How a target gets to the cluster.
public enum ApplyMode {
  /// Create, or a three-way patch with `kubectl.kubernetes.io/last-applied-configuration`.
  CLIENT_SIDE,
  /// The same after `kubectl auth reconcile`: roles and bindings.
  RECONCILE_THEN_CLIENT_SIDE,
  /// A server-side apply that takes over fields of others.
  SERVER_SIDE,
  /// Create; the object was not there when the plan was made.
  CREATE,
  /// Put the whole object; delete and create it again when [ApplyOptions#force] says so.
  REPLACE,
  /// Put the whole object and never delete it: namespaces and CustomResourceDefinitions.
  UPDATE
}
