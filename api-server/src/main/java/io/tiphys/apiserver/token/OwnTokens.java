package io.tiphys.apiserver.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.tiphys.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Signs and checks tokens as the original does (`util/session`): JWT, HS256 with
/// `server.secretkey` of `argocd-secret`, issuer `argocd`. One made by either is good for both.
public final class OwnTokens {

  /// Longer ones are not looked at.
  public static final int LONGEST = 16 << 10;

  private static final String KEY = "server.secretkey";

  /// HMAC fills a shorter key with zeros up to this; so may we, for a library that wants 32 bytes.
  private static final int BLOCK = 64;

  private final Supplier<Optional<String>> key;
  private final InstantSource clock;

  /// @param key the newest `server.secretkey`; none as long as there is none
  public OwnTokens(Supplier<Optional<String>> key, InstantSource clock) {
    this.key = key;
    this.clock = clock;
  }

  /// With the key of the newest settings.
  public static OwnTokens of(Supplier<Settings> settings, InstantSource clock) {
    return new OwnTokens(() -> settings.get().secrets().get(KEY), clock);
  }

  /// Whether there is a key to sign with.
  public static boolean hasKey(Settings settings) {
    return settings.secrets().get(KEY).filter(it -> !it.isEmpty()).isPresent();
  }

  /// A token from now on.
  ///
  /// @param subject `ACCOUNT:login`, `ACCOUNT:apiKey` or `proj:PROJECT:ROLE`
  /// @param id unique; by it the token can be taken back
  /// @param lifetime none for ever
  /// @throws IllegalStateException when the installation has no key yet
  public String sign(String subject, String id, Optional<Duration> lifetime) {
    return sign(subject, id, now(), lifetime);
  }

  /// As [#sign(String, String, Optional)], for who notes down when that was.
  ///
  /// @param issuedAt whole seconds
  public String sign(String subject, String id, Instant issuedAt, Optional<Duration> lifetime) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(Claims.OWN_ISSUER)
            .subject(subject)
            .issueTime(Date.from(issuedAt))
            .notBeforeTime(Date.from(issuedAt));
    if (!id.isEmpty()) {
      claims.jwtID(id);
    }
    lifetime.ifPresent(it -> claims.expirationTime(Date.from(issuedAt.plus(it))));
    var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(JOSEObjectType.JWT).build();
    var token = new SignedJWT(header, claims.build());
    try {
      byte[] key =
          key().orElseThrow(() -> new IllegalStateException("Secret argocd-secret has no " + KEY));
      token.sign(new MACSigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
    return token.serialize();
  }

  /// Now, as tokens say it.
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  /// Whether a token was signed here and its time is now.
  public Verified verify(String text) {
    if (text.length() > LONGEST) {
      return new Verified.Bad("the token is too long");
    }
    try {
      var token = SignedJWT.parse(text);
      var key = key();
      // Whatever the token says itself of its algorithm, there is one.
      if (!JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
          || key.isEmpty()
          || !token.verify(new MACVerifier(key.get()))) {
        return new Verified.Bad("token signature is invalid");
      }
      return inTime(new Claims(claims(token)));
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      return new Verified.Bad("token is malformed");
    }
  }

  private static Map<String, @Nullable Object> claims(SignedJWT token) throws ParseException {
    // Not the claims set: that has dates where the token has numbers.
    Map<String, Object> claims = token.getPayload().toJSONObject();
    if (claims == null) {
      throw new ParseException("the claims are no object", 0);
    }
    return new HashMap<>(claims);
  }

  private Verified inTime(Claims claims) {
    Instant now = clock.instant();
    if (claims.expiresAt().filter(end -> !now.isBefore(end)).isPresent()) {
      return new Verified.Bad("token has invalid claims: token is expired");
    }
    if (claims.notBefore().filter(now::isBefore).isPresent()) {
      return new Verified.Bad("token has invalid claims: token is not valid yet");
    }
    if (claims.issuedAt().isEmpty()) {
      return new Verified.Bad("token does not have iat claim");
    }
    return new Verified.Good(claims);
  }

  private Optional<byte[]> key() {
    return key.get()
        .filter(it -> !it.isEmpty())
        .map(it -> it.getBytes(StandardCharsets.UTF_8))
        .map(it -> it.length < BLOCK ? Arrays.copyOf(it, BLOCK) : it);
  }
}
