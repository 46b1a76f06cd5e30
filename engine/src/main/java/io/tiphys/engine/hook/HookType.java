package io.tiphys.engine.hook;

import java.util.Optional;

/// When a hook runs, as `argocd.argoproj.io/hook` names it.
public enum HookType {
  PRE_SYNC("PreSync"),
  SYNC("Sync"),
  POST_SYNC("PostSync"),
  SYNC_FAIL("SyncFail"),
  PRE_DELETE("PreDelete"),
  POST_DELETE("PostDelete"),
  /// The object is not applied at all.
  SKIP("Skip");

  private final String text;

  HookType(String text) {
    this.text = text;
  }

  /// As it stands in annotations and results.
  public String text() {
    return text;
  }

  /// @param text one word of Argo CD's annotation
  static Optional<HookType> of(String text) {
    for (HookType type : values()) {
      if (type.text.equals(text)) {
        return Optional.of(type);
      }
    }
    return Optional.empty();
  }

  /// @param text one word of `helm.sh/hook`; `crd-install`, test hooks and rollback hooks have no
  ///   counterpart
  static Optional<HookType> ofHelm(String text) {
    return switch (text) {
      case "pre-install", "pre-upgrade" -> Optional.of(PRE_SYNC);
      case "post-install", "post-upgrade" -> Optional.of(POST_SYNC);
      case "pre-delete" -> Optional.of(PRE_DELETE);
      case "post-delete" -> Optional.of(POST_DELETE);
      default -> Optional.empty();
    };
  }
}
