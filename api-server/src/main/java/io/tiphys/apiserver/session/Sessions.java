package io.tiphys.apiserver.session;

import io.tiphys.apiserver.account.Account;
import io.tiphys.apiserver.account.Accounts;
import io.tiphys.apiserver.account.Capability;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Identity.User;
import io.tiphys.apiserver.operation.LoginSessions;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.model.time.GoDuration;
import io.tiphys.settings.Settings;
import io.tiphys.telemetry.logs.Security;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Begins and ends sessions.
public final class Sessions implements LoginSessions {

  private static final Logger log = LoggerFactory.getLogger(Sessions.class);
  private static final String DURATION = "users.session.duration";
  private static final Duration DEFAULT_DURATION = Duration.ofHours(24);
  private static final Duration SOON = Duration.ofMinutes(5);

  private final OwnTokens tokens;
  private final RevokedTokens revoked;
  private final Accounts accounts;
  private final Supplier<Settings> settings;

  /// @param settings the newest
  public Sessions(
      OwnTokens tokens, RevokedTokens revoked, Accounts accounts, Supplier<Settings> settings) {
    this.tokens = tokens;
    this.revoked = revoked;
    this.accounts = accounts;
    this.settings = settings;
  }

  /// A session of an account whose password was right.
  ///
  /// @return its token
  String begin(String account) {
    return begin(account, lifetime());
  }

  private String begin(String account, Optional<Duration> lifetime) {
    String subject = account + ":" + Capability.LOGIN.word();
    return tokens.sign(subject, UUID.randomUUID().toString(), lifetime);
  }

  /// Ends the session that a token stands for; other tokens than those of sessions go on: they are
  /// taken back by who gave them out.
  ///
  /// @throws io.tiphys.apiserver.operation.Refusal when that cannot be noted down
  @Override
  public void end(Identity identity) {
    if (identity instanceof User user && !user.tokenId().isEmpty() && isSession(user)) {
      revoked.add(user.tokenId(), Optional.ofNullable(user.expiresAt()));
      log.atInfo()
          .addKeyValue(Security.FIELD, Security.LOW.level())
          .addKeyValue("account", user.subject())
          .log("logged out");
    }
  }

  /// A new token for somebody whose session ends within five minutes, as the original puts it into
  /// the cookie of who is active.
  @Override
  public Optional<String> renewed(Identity identity) {
    if (!(identity instanceof User user)
        || user.issuedAt() == null
        || user.expiresAt() == null
        || !isLogin(user)
        || tokens.now().plus(SOON).isBefore(user.expiresAt())) {
      return Optional.empty();
    }
    var lifetime = Duration.between(user.issuedAt(), user.expiresAt());
    return Optional.of(begin(user.subject(), Optional.of(lifetime)));
  }

  private boolean isSession(User user) {
    return !user.issuer().equals(Claims.OWN_ISSUER) || isLogin(user);
  }

  /// A token of an account that is none of its API tokens.
  private boolean isLogin(User user) {
    return user.issuer().equals(Claims.OWN_ISSUER)
        && accounts
            .find(user.subject())
            .filter((Account account) -> account.token(user.tokenId()).isEmpty())
            .isPresent();
  }

  private Optional<Duration> lifetime() {
    String text = settings.get().argocd().data().getOrDefault(DURATION, "");
    var lifetime = GoDuration.parse(text.strip()).orElse(DEFAULT_DURATION);
    return lifetime.isPositive() ? Optional.of(lifetime) : Optional.empty();
  }
}
