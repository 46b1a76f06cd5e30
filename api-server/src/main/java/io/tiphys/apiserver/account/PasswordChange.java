package io.tiphys.apiserver.account;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Identity.User;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.proto.account.UpdatePasswordRequest;
import io.tiphys.proto.account.UpdatePasswordResponse;
import io.tiphys.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sets the password of an account: one's own, or with `accounts, update` another's. Sessions from
/// before end with it.
public final class PasswordChange {

  private static final Logger log = LoggerFactory.getLogger(PasswordChange.class);
  private static final String PATTERN = "passwordPattern";
  private static final String DEFAULT_PATTERN = "^.{8,32}$";
  private static final Duration PROVIDER_TOKEN_AGE = Duration.ofMinutes(5);

  private final AccountStore store;
  private final PasswordCheck check;
  private final Supplier<Settings> settings;
  private final InstantSource clock;

  /// @param settings the newest
  public PasswordChange(
      AccountStore store, PasswordCheck check, Supplier<Settings> settings, InstantSource clock) {
    this.store = store;
    this.check = check;
    this.settings = settings;
    this.clock = clock;
  }

  UpdatePasswordResponse update(UpdatePasswordRequest request, Call call)
      throws InterruptedException {
    var caller = call.identity();
    String self = caller.subjectText();
    String name = request.getName().isEmpty() ? self : request.getName();
    boolean isLocal = caller instanceof User user && user.issuer().equals(Claims.OWN_ISSUER);
    if (!name.equals(self) || !isLocal) {
      requireRight(call, request.getName());
    }
    if (isLocal) {
      requireOwnPassword(request, self);
    } else {
      requireFresh(caller);
    }
    String hash = hash(request.getNewPassword());
    // Tokens tell time in seconds. In the next one no token is from before the change.
    Instant mtime = clock.instant().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    try {
      store.update(name, account -> account.withPassword(hash, mtime));
    } catch (Refusal e) {
      throw e.code() == Status.Code.NOT_FOUND
          ? e.during("failed to update account password: error getting the account")
          : e;
    }
    Duration left = Duration.between(clock.instant(), mtime);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
    log.info("{} updated the password of account {}", self, name);
    return UpdatePasswordResponse.getDefaultInstance();
  }

  private static void requireRight(Call call, String name) {
    try {
      call.require("accounts", "update", name);
    } catch (Refusal e) {
      throw e.code() == Status.Code.PERMISSION_DENIED ? e.during("permission denied") : e;
    }
  }

  private void requireOwnPassword(UpdatePasswordRequest request, String self)
      throws InterruptedException {
    if (request.getName().isEmpty() && self.startsWith("proj:")) {
      throw Refusal.invalid(
          "password can only be changed for local users, not user \"%s\"".formatted(self));
    }
    try {
      check.require(self, request.getCurrentPassword());
    } catch (Refusal e) {
      throw Refusal.invalid("current password does not match");
    }
  }

  private void requireFresh(Identity caller) {
    boolean isFresh =
        caller instanceof User user
            && user.issuedAt() != null
            && user.issuedAt().plus(PROVIDER_TOKEN_AGE).isAfter(clock.instant());
    if (!isFresh) {
      throw unknown("SSO token is too old. Please use 'argocd relogin' to get a new token");
    }
  }

  private String hash(String password) {
    String pattern = settings.get().argocd().data().getOrDefault(PATTERN, "");
    if (pattern.isEmpty()) {
      pattern = DEFAULT_PATTERN;
    }
    try {
      if (!Pattern.compile(pattern).matcher(password).find()) {
        throw unknown("new password does not match the following expression: " + pattern);
      }
      return Passwords.hash(password);
    } catch (PatternSyntaxException e) {
      throw unknown("failed to compile password regex: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw unknown("failed to hash password: " + e.getMessage());
    }
  }

  private static Refusal unknown(String text) {
    return new Refusal(Status.Code.UNKNOWN, text);
  }
}
