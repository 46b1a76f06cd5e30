package io.tiphys.apiserver.project;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;

/// Signs tokens with a key that nobody else has.
final class TestingSigner implements TokenSigner {

  @Override
  public String sign(String subject, String id, Instant issuedAt, Optional<Duration> lifetime) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer("argocd")
            .subject(subject)
            .jwtID(id)
            .issueTime(Date.from(issuedAt))
            .expirationTime(lifetime.map(time -> Date.from(issuedAt.plus(time))).orElse(null));
    try {
      var token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims.build());
      token.sign(new MACSigner("k".repeat(32)));
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }
}
