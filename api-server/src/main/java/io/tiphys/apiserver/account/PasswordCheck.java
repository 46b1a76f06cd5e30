package io.tiphys.apiserver.account;

import io.grpc.Status;
import io.tiphys.apiserver.account.FailedLogins.Verdict;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.telemetry.logs.Security;
import io.tiphys.trust.seal.SealedCache;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether a name and a password belong together. Who asks learns nothing else: a name that is
/// none, a wrong password and too many failures are answered alike, in text and in time.
public final class PasswordCheck {

  private static final Logger log = LoggerFactory.getLogger(PasswordCheck.class);
  private static final String WRONG = "Invalid username or password";
  private static final int LONGEST_NAME = 32;

  private final Accounts accounts;
  private final LoginLimits limits;
  private final FailedLogins failures;
  private final Optional<Semaphore> places;
  private final String nobodysHash = Passwords.hash("of no account");

  /// @param cache where failures are remembered over a restart
  public PasswordCheck(
      Accounts accounts, LoginLimits limits, Optional<SealedCache> cache, InstantSource clock) {
    this.accounts = accounts;
    this.limits = limits;
    this.failures = new FailedLogins(limits, cache, clock);
    this.places =
        limits.concurrent() == 0
            ? Optional.empty()
            : Optional.of(new Semaphore(limits.concurrent()));
  }

  /// @throws Refusal UNAUTHENTICATED or INVALID_ARGUMENT in the original's words
  public void require(String username, String password) throws InterruptedException {
    if (password.isEmpty()) {
      throw Refusal.unauthenticated("Blank passwords are not allowed");
    }
    if (username.getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      throw Refusal.invalid("Username is too long (%d bytes max)".formatted(LONGEST_NAME));
    }
    long start = System.nanoTime();
    var account = accounts.find(username);
    boolean isRight = isRight(password, account.map(Account::passwordHash).orElse(""));
    // What is no account's name is not counted, and not logged: it may be a password.
    var verdict = account.isEmpty() ? Verdict.WRONG : failures.judge(username, isRight);
    if (verdict != Verdict.LET_IN) {
      account.ifPresent(it -> tell(it.name(), verdict));
      waitUntil(start, limits.answer());
      throw Refusal.unauthenticated(WRONG);
    }
    if (!account.get().enabled()) {
      throw Refusal.unauthenticated("Account %s is disabled".formatted(username));
    }
    if (!account.get().may(Capability.LOGIN)) {
      throw new Refusal(
          Status.Code.UNAUTHENTICATED,
          "Account %s does not have %s capability".formatted(username, Capability.LOGIN.word()));
    }
  }

  private static void tell(String account, Verdict verdict) {
    boolean isAttack = verdict == Verdict.SHUT_OUT;
    var weight = isAttack ? Security.EMERGENCY : Security.MEDIUM;
    log.atWarn()
        .addKeyValue(Security.FIELD, weight.level())
        .addKeyValue("account", account)
        .log(isAttack ? "too many failed logins" : "failed login");
  }

  /// Takes a place only while it computes: who is made to wait keeps nobody out.
  private boolean isRight(String password, String hash) {
    if (places.isPresent() && !places.get().tryAcquire()) {
      log.atWarn()
          .addKeyValue(Security.FIELD, Security.MEDIUM.level())
          .log("more logins at the same time than {}", limits.concurrent());
      throw Refusal.unauthenticated(WRONG);
    }
    try {
      boolean isMatch = Passwords.matches(password, hash.isEmpty() ? costliest() : hash);
      return isMatch && !hash.isEmpty();
    } finally {
      places.ifPresent(Semaphore::release);
    }
  }

  /// A hash that costs as much to compare with as that of any account.
  private String costliest() {
    return accounts.all().stream()
        .map(Account::passwordHash)
        .filter(hash -> hash.matches("\\$2[aby]\\$\\d\\d\\$.{53}"))
        .max(Comparator.comparing(hash -> hash.substring(4, 6)))
        .orElse(nobodysHash);
  }

  private static void waitUntil(long start, Duration time) throws InterruptedException {
    var left = time.minusNanos(System.nanoTime() - start);
    if (left.isPositive()) {
      Thread.sleep(left);
    }
  }
}
