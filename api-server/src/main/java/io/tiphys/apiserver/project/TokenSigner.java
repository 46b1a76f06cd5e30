package io.tiphys.apiserver.project;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Makes the tokens of project roles, which the same installation believes.
@FunctionalInterface
public interface TokenSigner {

  /// @param subject such as `proj:team:ci`
  /// @param id of the token (`jti`)
  /// @param expires null for never
  /// @return a JWT with the claims `sub`, `jti`, `iat` and, where it expires, `exp`
  String sign(String subject, String id, @Nullable Instant expires);
}
