package io.tiphys.apiserver.access;

import io.tiphys.apiserver.account.Account;
import io.tiphys.apiserver.account.Accounts;
import io.tiphys.apiserver.account.Capability;
import io.tiphys.apiserver.rbac.Projects;
import io.tiphys.apiserver.session.RevokedTokens;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.apiserver.token.Verified;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.JWTToken;
import io.tiphys.model.project.JWTTokens;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Tokens that were signed with the installation's own key: sessions and API tokens of accounts,
/// and the tokens of projects' roles.
record OwnIssuer(OwnTokens tokens, Accounts accounts, Projects projects, RevokedTokens revoked)
    implements Issuer {

  @Override
  public Verified verify(String token) {
    return switch (tokens.verify(token)) {
      case Verified.Good(var claims) -> standing(claims);
      case Verified.Bad bad -> bad;
    };
  }

  @Override
  public Verified standing(Claims claims) {
    if (!claims.id().isEmpty() && revoked.contains(claims.id())) {
      return new Verified.Bad("token is revoked, please re-login");
    }
    String[] parts = claims.subject().split(":", -1);
    return parts.length == 3 && parts[0].equals("proj")
        ? ofProject(claims, parts[1], parts[2])
        : ofAccount(claims, parts);
  }

  private Verified ofProject(Claims claims, String name, String role) {
    boolean isListed =
        projects.find(name).filter(project -> isListed(claims, project, role)).isPresent();
    // The same words for a project, a role and a token that are not there.
    return isListed
        ? new Verified.Good(claims)
        : new Verified.Bad(
            "the token of role '%s' of project '%s' is not there".formatted(role, name));
  }

  /// In the status, or in the role as old versions kept them; tokens of those have no id.
  private static boolean isListed(Claims claims, AppProject project, String role) {
    long issuedAt = claims.issuedAt().map(Instant::getEpochSecond).orElse(0L);
    var inSpec = project.spec().roles().stream().filter(it -> it.name().equals(role)).findFirst();
    if (inSpec.isEmpty()) {
      return false;
    }
    List<JWTToken> inStatus =
        Optional.ofNullable(project.status().jwtTokensByRole().get(role))
            .map(JWTTokens::items)
            .orElse(List.of());
    return Stream.concat(inSpec.get().jwtTokens().stream(), inStatus.stream())
        .anyMatch(it ->
            (claims.id().isEmpty() || it.id().isEmpty())
                ? it.iat() == issuedAt
                : it.id().equals(claims.id()));
  }

  private Verified ofAccount(Claims claims, String[] parts) {
    String name = parts[0];
    var capability =
        parts.length > 1 ? Capability.of(parts[1]).orElse(Capability.API_KEY) : Capability.API_KEY;
    var account = accounts.find(name);
    if (account.isEmpty()) {
      return new Verified.Bad("account '%s' does not exist".formatted(name));
    }
    if (!account.get().enabled()) {
      return new Verified.Bad("account %s is disabled".formatted(name));
    }
    if (!account.get().may(capability)) {
      return new Verified.Bad(
          "account %s does not have '%s' capability".formatted(name, capability.word()));
    }
    if (claims.id().isEmpty()) {
      return new Verified.Bad(
          "token does not have a unique identifier (jti claim) and cannot be validated");
    }
    if (capability == Capability.API_KEY && account.get().token(claims.id()).isEmpty()) {
      return new Verified.Bad(
          "account %s does not have token with id %s".formatted(name, claims.id()));
    }
    return isFromBefore(claims, account.get())
        ? new Verified.Bad("account password has changed since token issued")
        : new Verified.Good(claims);
  }

  private static boolean isFromBefore(Claims claims, Account account) {
    Instant mtime = account.passwordMtime();
    return mtime != null && claims.issuedAt().filter(it -> !it.isBefore(mtime)).isEmpty();
  }
}
