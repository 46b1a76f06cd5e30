package io.tiphys.apiserver.rbac;

/// What a line of a policy does to a request that it matches.
enum Effect {
  ALLOW,
  DENY,

  /// Nothing: no line matches, or its effect is another word.
  NONE;

  static Effect of(String word) {
    return switch (word) {
      case "allow" -> ALLOW;
      case "deny" -> DENY;
      default -> NONE;
    };
  }
}
