package io.tiphys.apiserver.access;

import com.nimbusds.jwt.JWTParser;
import io.tiphys.apiserver.account.Accounts;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Gatekeeper;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.rbac.PolicyInForce;
import io.tiphys.apiserver.rbac.Projects;
import io.tiphys.apiserver.session.RevokedTokens;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.apiserver.token.Verified;
import io.tiphys.settings.Settings;
import java.text.ParseException;
import java.time.InstantSource;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Lets callers in by their token: one of our own, later one of an identity provider; without a
/// good one only where `users.anonymous.enabled` says so, and then as nobody in particular.
public final class Gate implements Gatekeeper {

  /// Longer ones are not looked at.
  private static final int LONGEST = 100_000;

  private static final Rights NOTHING =
      new Rights() {
        @Override
        public boolean allow(String resource, String action, String object) {
          return false;
        }

        @Override
        public Predicate<String> objects(String resource, String action) {
          return object -> false;
        }
      };

  private final Ground ground;
  private final Issuer own;
  private final Issuer provider = new NoProvider();

  /// @param settings the newest
  /// @param policy is told of each new `argocd-rbac-cm`
  public Gate(
      Supplier<Settings> settings,
      PolicyInForce policy,
      Projects projects,
      Accounts accounts,
      OwnTokens tokens,
      RevokedTokens revoked,
      InstantSource clock) {
    this.ground = new Ground(settings, policy, projects, revoked, clock);
    this.own = new OwnIssuer(tokens, accounts, projects, revoked);
  }

  @Override
  public Caller admit(String token) {
    return switch (look(token)) {
      case Verified.Good(var claims) -> bearer(claims);
      case Verified.Bad(var why) -> {
        if (ground.isAnonymousEnabled()) {
          yield new AnonymousCaller(ground);
        }
        throw Refusal.unauthenticated(why);
      }
    };
  }

  @Override
  public Caller recognize(String token) {
    return switch (look(token)) {
      case Verified.Good(var claims) -> bearer(claims);
      case Verified.Bad(var why) ->
          ground.isAnonymousEnabled() ? new AnonymousCaller(ground) : new NobodysCall();
    };
  }

  private Caller bearer(Claims claims) {
    return new Bearer(ground, issuer(claims.issuer()), claims);
  }

  private Issuer issuer(String name) {
    return name.equals(Claims.OWN_ISSUER) ? own : provider;
  }

  private Verified look(String token) {
    if (token.isEmpty()) {
      return new Verified.Bad("no session information");
    }
    if (token.length() > LONGEST) {
      return new Verified.Bad("invalid session: the token is too long");
    }
    return switch (issuer(claimedIssuer(token)).verify(token)) {
      case Verified.Good good -> good;
      case Verified.Bad(var why) -> new Verified.Bad("invalid session: " + why);
    };
  }

  /// Who says to have made a token; nothing is believed of it yet.
  private static String claimedIssuer(String token) {
    try {
      var claims = JWTParser.parse(token).getJWTClaimsSet();
      String issuer = claims == null ? null : claims.getIssuer();
      return issuer == null ? "" : issuer;
    } catch (ParseException | IllegalArgumentException e) {
      return Claims.OWN_ISSUER; // who will say that it is malformed
    }
  }

  /// Who is heard in open operations only.
  private record NobodysCall() implements Caller {
    @Override
    public Identity identity() {
      return new Identity.Nobody();
    }

    @Override
    public Rights rights() {
      return NOTHING;
    }
  }
}
