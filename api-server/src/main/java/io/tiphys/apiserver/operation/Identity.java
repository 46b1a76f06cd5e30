package io.tiphys.apiserver.operation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who somebody says to be, proved by a token or by none.
public sealed interface Identity {

  /// Nobody has logged in, and nobody need not: only open operations are heard.
  record Nobody() implements Identity {}

  /// Nobody has logged in, which `users.anonymous.enabled` allows.
  record Anonymous() implements Identity {}

  /// The bearer of a valid token.
  ///
  /// @param subject the account's name, `proj:PROJECT:ROLE`, or the identity provider's subject
  /// @param issuer `argocd`, or the identity provider's URL
  /// @param username how people are shown who it is
  /// @param groups of the identity provider, with the values of the other configured scopes
  /// @param tokenId of this token; empty where it has none
  /// @param issuedAt null where the token does not say
  /// @param expiresAt null for never
  record User(
      String subject,
      String issuer,
      String username,
      List<String> groups,
      String tokenId,
      @Nullable Instant issuedAt,
      @Nullable Instant expiresAt)
      implements Identity {
    public User {
      groups = List.copyOf(groups);
    }
  }

  /// For RBAC and messages; empty when nobody has logged in.
  default String subjectText() {
    return switch (this) {
      case Nobody nobody -> "";
      case Anonymous anonymous -> "";
      case User user -> user.subject();
    };
  }

  /// As `initiatedBy` and events name the caller.
  default String usernameText() {
    return switch (this) {
      case Nobody nobody -> "";
      case Anonymous anonymous -> "";
      case User user -> user.username();
    };
  }
}
