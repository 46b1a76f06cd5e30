package io.tiphys.apiserver.access;

import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.Verified;

/// Somebody whose tokens are believed.
sealed interface Issuer permits OwnIssuer, NoProvider {

  /// Looks at a token from outside: signature, time, and all that [#standing] looks at.
  Verified verify(String token);

  /// Looks at a token again that was good once: has it been taken back, is its owner shut out?
  Verified standing(Claims claims);
}
