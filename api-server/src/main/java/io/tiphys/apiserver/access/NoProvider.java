package io.tiphys.apiserver.access;

import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.Verified;

/// There is no identity provider: nobody's tokens but our own count.
record NoProvider() implements Issuer {

  private static final Verified NOT_CONFIGURED = new Verified.Bad("SSO is not configured");

  @Override
  public Verified verify(String token) {
    return NOT_CONFIGURED;
  }

  @Override
  public Verified standing(Claims claims) {
    return NOT_CONFIGURED;
  }
}
