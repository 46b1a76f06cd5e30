package io.tiphys.engine.sync;

import io.tiphys.engine.hook.HookType;
import java.util.Optional;

/// The phases of a sync, in their order.
public enum SyncPhase {
  PRE_SYNC("PreSync"),
  SYNC("Sync"),
  POST_SYNC("PostSync"),
  /// Only when the others failed.
  SYNC_FAIL("SyncFail");

  private final String text;

  SyncPhase(String text) {
    this.text = text;
  }

  /// As it stands in results.
  public String text() {
    return text;
  }

  static Optional<SyncPhase> of(String text) {
    for (SyncPhase phase : values()) {
      if (phase.text.equals(text)) {
        return Optional.of(phase);
      }
    }
    return Optional.empty();
  }

  /// The phase that a hook runs in; deletion hooks run in none.
  static Optional<SyncPhase> of(HookType type) {
    return switch (type) {
      case PRE_SYNC -> Optional.of(PRE_SYNC);
      case SYNC -> Optional.of(SYNC);
      case POST_SYNC -> Optional.of(POST_SYNC);
      case SYNC_FAIL -> Optional.of(SYNC_FAIL);
      case PRE_DELETE, POST_DELETE, SKIP -> Optional.empty();
    };
  }
}
