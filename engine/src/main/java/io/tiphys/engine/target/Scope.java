package io.tiphys.engine.target;

/// Whether objects of a kind live in a namespace.
public enum Scope {
  NAMESPACED,
  CLUSTER,
  /// The cluster does not serve the kind (yet), or could not be asked; treated as namespaced.
  UNKNOWN
}
