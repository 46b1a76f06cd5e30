package io.tiphys.apiserver.access;

import io.tiphys.apiserver.access.Ground.Moment;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Rights;
import io.tiphys.apiserver.rbac.Asker;
import io.tiphys.apiserver.rbac.PolicyRights;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.Verified;
import java.time.Instant;
import java.util.List;

/// The bearer of a token. Long streams ask for the rights before every frame: while nothing has
/// changed that costs some comparisons, and what has changed is looked at anew.
final class Bearer implements Caller {

  private record Known(Moment moment, Rights rights) {}

  private final Ground ground;
  private final Issuer issuer;
  private final Claims claims;
  private final String subject;
  private final String project;
  private final Instant expiresAt;
  private volatile Known known;

  Bearer(Ground ground, Issuer issuer, Claims claims) {
    this.ground = ground;
    this.issuer = issuer;
    this.claims = claims;
    this.subject = subject(claims);
    String[] parts = subject.split(":", -1);
    this.project = parts.length == 3 && parts[0].equals("proj") ? parts[1] : "";
    this.expiresAt = claims.expiresAt().orElse(Instant.MAX);
    this.known = look(ground.now(project));
  }

  /// An account's name without the capability that the token was made for.
  private static String subject(Claims claims) {
    String subject = claims.subject();
    boolean isAccount = claims.issuer().equals(Claims.OWN_ISSUER) && !subject.startsWith("proj:");
    int colon = subject.indexOf(':');
    return isAccount && colon >= 0 ? subject.substring(0, colon) : subject;
  }

  @Override
  public Identity identity() {
    boolean isOwn = claims.issuer().equals(Claims.OWN_ISSUER);
    return new Identity.User(
        subject,
        claims.issuer(),
        isOwn ? subject : claims.username(),
        groups(),
        claims.id(),
        claims.issuedAt().orElse(null),
        claims.expiresAt().orElse(null));
  }

  private List<String> groups() {
    return claims.valuesOf(ground.policy().current().scopes());
  }

  @Override
  public Rights rights() {
    if (!ground.clock().instant().isBefore(expiresAt)) {
      throw Refusal.unauthenticated("invalid session: token has invalid claims: token is expired");
    }
    Known last = known;
    Moment now = ground.now(project);
    if (!now.isStill(last.moment())) {
      last = look(now);
      known = last;
    }
    return last.rights();
  }

  private Known look(Moment now) {
    return switch (issuer.standing(claims)) {
      case Verified.Bad(var why) -> throw Refusal.unauthenticated("invalid session: " + why);
      case Verified.Good good -> {
        var asker = new Asker.Known(subject, groups());
        yield new Known(now, new PolicyRights(now.policy(), ground.projects(), asker));
      }
    };
  }
}
