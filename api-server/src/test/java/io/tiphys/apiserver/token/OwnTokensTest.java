package io.tiphys.apiserver.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tiphys.model.json.JsonTree;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnTokensTest {

  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00.7Z");
  private static final long SECONDS = NOW.getEpochSecond();
  private static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

  private final OwnTokens tokens = tokens("a key of some length", NOW);

  private static OwnTokens tokens(String key, Instant now) {
    return new OwnTokens(() -> Optional.of(key), InstantSource.fixed(now));
  }

  /// Without any library for it.
  private static String handmade(String header, String claims, String key) {
    String signed = base64(header) + "." + base64(claims);
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
      return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String base64(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String claims(long notBefore, long end) {
    return "{\"iss\":\"argocd\",\"sub\":\"admin:login\",\"exp\":%d,\"nbf\":%d,\"iat\":%d,\"jti\":\"x\"}"
        .formatted(end, notBefore, SECONDS);
  }

  @Test
  void saysWhatTheOriginalsTokensSay() {
    String token = tokens.sign("admin:login", "id-1", Optional.of(Duration.ofHours(24)));
    String[] parts = token.split("\\.");
    var header = JsonTree.parseObject(Base64.getUrlDecoder().decode(parts[0]));
    var claims = JsonTree.parseObject(Base64.getUrlDecoder().decode(parts[1]));
    assertThat(header).containsOnlyKeys("alg", "typ").containsEntry("alg", "HS256");
    assertThat(claims)
        .containsOnlyKeys("iss", "sub", "iat", "nbf", "exp", "jti")
        .containsEntry("iss", "argocd")
        .containsEntry("sub", "admin:login")
        .containsEntry("iat", SECONDS)
        .containsEntry("nbf", SECONDS)
        .containsEntry("exp", SECONDS + 86_400)
        .containsEntry("jti", "id-1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "short",
        "a key of more than 64 bytes, as nobody has it but who knows: 0123456789"
      })
  void believesTokensThatOthersSignedWithTheSameKey(String key) {
    String token = handmade(HEADER, claims(SECONDS, SECONDS + 1), key);
    assertThat(tokens(key, NOW).verify(token))
        .isInstanceOfSatisfying(
            Verified.Good.class,
            good -> {
              assertThat(good.claims().subject()).isEqualTo("admin:login");
              assertThat(good.claims().expiresAt()).contains(Instant.ofEpochSecond(SECONDS + 1));
            });
  }

  @Test
  void believesNoOtherTokens() {
    String good = claims(SECONDS, SECONDS + 10);
    String key = "a key of some length";
    String unsigned = base64("{\"alg\":\"none\"}") + "." + base64(good) + ".";
    String otherAlgorithm = handmade("{\"alg\":\"HS512\",\"typ\":\"JWT\"}", good, key);
    String noClaims = handmade(HEADER, "[1]", key);
    String deep = handmade(HEADER, "[".repeat(5000), key);
    String token = handmade(HEADER, good, key);
    String changed = token.replace(base64(good), base64(good.replace("admin", "other")));
    for (String bad :
        List.of(
            unsigned,
            otherAlgorithm,
            noClaims,
            deep,
            changed,
            handmade(HEADER, good, "another key"),
            token.substring(0, token.length() - 3),
            "x",
            "..",
            "",
            "a".repeat(OwnTokens.LONGEST + 1))) {
      assertThat(tokens.verify(bad)).as(bad).isInstanceOf(Verified.Bad.class);
    }
  }

  @Test
  void believesATokenInItsTimeOnly() {
    String key = "a key of some length";
    assertThat(tokens.verify(handmade(HEADER, claims(SECONDS, SECONDS), key)))
        .isEqualTo(new Verified.Bad("token has invalid claims: token is expired"));
    assertThat(tokens.verify(handmade(HEADER, claims(SECONDS + 9, SECONDS + 10), key)))
        .isEqualTo(new Verified.Bad("token has invalid claims: token is not valid yet"));
    assertThat(tokens.verify(handmade(HEADER, "{\"iss\":\"argocd\",\"sub\":\"a\"}", key)))
        .isEqualTo(new Verified.Bad("token does not have iat claim"));
  }

  @Test
  void withoutAKeyNothingIsSignedOrBelieved() {
    var without = new OwnTokens(Optional::empty, InstantSource.fixed(NOW));
    assertThatThrownBy(() -> without.sign("a:login", "x", Optional.empty()))
        .hasMessageContaining("server.secretkey");
    assertThat(without.verify(handmade(HEADER, claims(SECONDS, SECONDS + 9), "\0")))
        .isInstanceOf(Verified.Bad.class);
  }

  @Test
  void claimsOfProvidersNameUsersAndGroups() {
    var claims =
        new Claims(
            Map.of(
                "iss", "https://dex",
                "sub", "opaque",
                "email", "a@example.com",
                "federated_claims", Map.of("user_id", "alice"),
                "groups", List.of("one", 2, "two")));
    assertThat(claims.subject()).isEqualTo("alice");
    assertThat(claims.username()).isEqualTo("a@example.com");
    assertThat(claims.valuesOf(List.of("groups", "email", "absent")))
        .containsExactly("one", "two", "a@example.com");
  }
}
