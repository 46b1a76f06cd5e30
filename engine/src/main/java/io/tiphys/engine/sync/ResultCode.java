package io.tiphys.engine.sync;

import java.util.Optional;

/// What became of one object in a sync.
public enum ResultCode {
  SYNCED("Synced"),
  SYNC_FAILED("SyncFailed"),
  PRUNED("Pruned"),
  PRUNE_SKIPPED("PruneSkipped");

  private final String text;

  ResultCode(String text) {
    this.text = text;
  }

  /// As it stands in `syncResult.resources[].status`.
  public String text() {
    return text;
  }

  static Optional<ResultCode> of(String text) {
    for (ResultCode code : values()) {
      if (code.text.equals(text)) {
        return Optional.of(code);
      }
    }
    return Optional.empty();
  }
}
