package io.tiphys.engine.sync;

/// Why an object is left as it is, with the message of its result.
public enum SkipReason {
  /// The sync was asked for without prune.
  REQUIRES_PRUNING("ignored (requires pruning)"),
  /// `Prune=false` on the object.
  NO_PRUNE("ignored (no prune)");

  private final String message;

  SkipReason(String message) {
    this.message = message;
  }

  public String message() {
    return message;
  }
}
