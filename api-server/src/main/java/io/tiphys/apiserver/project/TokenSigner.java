package io.tiphys.apiserver.project;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Makes the tokens of project roles, which the same installation believes.
@FunctionalInterface
public interface TokenSigner {

  /// @param subject such as `proj:team:ci`
  /// @param id of the token (`jti`)
  /// @param issuedAt whole seconds
  /// @param lifetime none for ever
  /// @return a JWT that says so
  String sign(String subject, String id, Instant issuedAt, Optional<Duration> lifetime);
}
