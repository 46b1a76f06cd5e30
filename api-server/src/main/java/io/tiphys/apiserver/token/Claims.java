package io.tiphys.apiserver.token;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a token says of its bearer.
///
/// @param all claims by name, as JSON
public record Claims(Map<String, @Nullable Object> all) {

  /// The issuer of the tokens that are signed here.
  public static final String OWN_ISSUER = "argocd";

  private static final String FEDERATED = "federated_claims";

  public Claims {
    all = java.util.Collections.unmodifiableMap(new java.util.HashMap<>(all));
  }

  public String issuer() {
    return text("iss");
  }

  /// The token's id; empty for none.
  public String id() {
    return text("jti");
  }

  /// Who it is: Dex's `federated_claims.user_id` where there is one, because its `sub` is an opaque
  /// text, else `sub`.
  public String subject() {
    return all.get(FEDERATED) instanceof Map<?, ?> federated
            && federated.get("user_id") instanceof String user
            && !user.isEmpty()
        ? user
        : text("sub");
  }

  /// How people are shown who it is: a provider's `email`, else [#subject].
  public String username() {
    String email = issuer().equals(OWN_ISSUER) ? "" : text("email");
    return email.isEmpty() ? subject() : email;
  }

  /// The values of some claims, each a text or a list of texts.
  public List<String> valuesOf(List<String> scopes) {
    var values = new ArrayList<String>();
    for (String scope : scopes) {
      switch (all.get(scope)) {
        case String text -> values.add(text);
        case Collection<?> list ->
            list.forEach(value -> {
              if (value instanceof String text) {
                values.add(text);
              }
            });
        case null, default -> {}
      }
    }
    return values;
  }

  public Optional<Instant> issuedAt() {
    return time("iat");
  }

  public Optional<Instant> notBefore() {
    return time("nbf");
  }

  /// None for a token without an end.
  public Optional<Instant> expiresAt() {
    return time("exp");
  }

  private String text(String name) {
    return all.get(name) instanceof String text ? text : "";
  }

  private Optional<Instant> time(String name) {
    try {
      return all.get(name) instanceof Number number
          ? Optional.of(Instant.ofEpochSecond(number.longValue()))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.of(Instant.MAX);
    }
  }
}
