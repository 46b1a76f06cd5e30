package io.tiphys.engine.hook;

import java.util.Optional;

/// When a hook's object is deleted.
public enum HookDeletePolicy {
  /// Before it is made again; the default.
  BEFORE_HOOK_CREATION("BeforeHookCreation", "before-hook-creation"),
  HOOK_SUCCEEDED("HookSucceeded", "hook-succeeded"),
  HOOK_FAILED("HookFailed", "hook-failed");

  private final String text;
  private final String helm;

  HookDeletePolicy(String text, String helm) {
    this.text = text;
    this.helm = helm;
  }

  static Optional<HookDeletePolicy> of(String word) {
    for (HookDeletePolicy policy : values()) {
      if (policy.text.equals(word) || policy.helm.equals(word)) {
        return Optional.of(policy);
      }
    }
    return Optional.empty();
  }
}
