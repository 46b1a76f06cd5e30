package io.tiphys.apiserver.account;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A local account. Never printed with its hash.
///
/// @param passwordHash bcrypt; empty for none
/// @param passwordMtime when the password was set; sessions from before count no more. Null when
///   that is not known
/// @param capabilities in the order that they are written in
/// @param tokens the API tokens that count
public record Account(
    String name,
    String passwordHash,
    @Nullable Instant passwordMtime,
    boolean enabled,
    List<Capability> capabilities,
    List<ApiToken> tokens) {

  /// The account that is always there.
  public static final String ADMIN = "admin";

  public Account {
    capabilities = List.copyOf(capabilities);
    tokens = List.copyOf(tokens);
  }

  /// An API token that was given out.
  ///
  /// @param issuedAt seconds since 1970
  /// @param expiresAt seconds since 1970; 0 for never
  public record ApiToken(String id, long issuedAt, long expiresAt) {}

  public boolean may(Capability capability) {
    return capabilities.contains(capability);
  }

  public Optional<ApiToken> token(String id) {
    return tokens.stream().filter(it -> it.id().equals(id)).findFirst();
  }

  Account withPassword(String newHash, Instant newMtime) {
    return new Account(name, newHash, newMtime, enabled, capabilities, tokens);
  }

  Account withToken(ApiToken token) {
    var more = new ArrayList<>(tokens);
    more.add(token);
    return new Account(name, passwordHash, passwordMtime, enabled, capabilities, more);
  }

  Account withoutToken(String id) {
    var fewer = tokens.stream().filter(it -> !it.id().equals(id)).toList();
    return new Account(name, passwordHash, passwordMtime, enabled, capabilities, fewer);
  }

  @Override
  public String toString() {
    return "Account[" + name + "]";
  }
}
