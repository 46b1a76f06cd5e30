package io.tiphys.apiserver.repository;

import io.tiphys.apiserver.operation.Refusal;
import java.util.Set;

/// A repository's type as a caller gives it.
final class GivenType {

  private static final Set<String> KNOWN = Set.of("git", "helm", "oci");

  private GivenType() {}

  /// `git` for none.
  ///
  /// @throws Refusal INVALID_ARGUMENT when there is no such type; the original breaks down over it
  static String require(String type) {
    if (type.isEmpty()) {
      return "git";
    }
    if (!KNOWN.contains(type)) {
      throw Refusal.invalid("repository type must be git, helm or oci");
    }
    return type;
  }
}
