package io.tiphys.apiserver.account;

import io.grpc.Status;
import io.tiphys.apiserver.account.Account.ApiToken;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.token.OwnTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// Gives out API tokens of accounts, and takes them back.
public final class ApiTokens {

  /// All tokens of all accounts are in one Secret, and that has an end.
  private static final int MOST = 500;

  private static final int LONGEST_ID = 256;
  private static final long LONGEST_LIFE = Duration.ofDays(36_500).toSeconds();

  private final AccountStore store;
  private final OwnTokens tokens;

  public ApiTokens(AccountStore store, OwnTokens tokens) {
    this.store = store;
    this.tokens = tokens;
  }

  /// @param wantedId empty for one that is made
  /// @param seconds until it expires; 0 for never
  /// @return the token
  String create(String name, String wantedId, long seconds) throws InterruptedException {
    if (wantedId.length() > LONGEST_ID) {
      throw Refusal.invalid("the token's id has %d characters at most".formatted(LONGEST_ID));
    }
    String id = wantedId.isEmpty() ? UUID.randomUUID().toString() : wantedId;
    Instant now = tokens.now();
    long life = Math.min(seconds, LONGEST_LIFE);
    long expiresAt = life > 0 ? now.getEpochSecond() + life : 0;
    try {
      store.update(
          name,
          account -> {
            require(account, id);
            return account.withToken(new ApiToken(id, now.getEpochSecond(), expiresAt));
          });
    } catch (Refusal e) {
      throw failed("failed to update account with new token: ", e);
    }
    return tokens.sign(
        name + ":" + Capability.API_KEY.word(),
        id,
        now,
        life > 0 ? Optional.of(Duration.ofSeconds(life)) : Optional.empty());
  }

  private static void require(Account account, String id) {
    if (account.token(id).isPresent()) {
      throw unknown("account already has token with id '%s'".formatted(id));
    }
    if (!account.may(Capability.API_KEY)) {
      throw unknown(
          "account '%s' does not have %s capability"
              .formatted(account.name(), Capability.API_KEY.word()));
    }
    if (account.tokens().size() >= MOST) {
      throw new Refusal(
          Status.Code.RESOURCE_EXHAUSTED,
          "account '%s' has %d tokens; delete some first".formatted(account.name(), MOST));
    }
  }

  void delete(String name, String id) throws InterruptedException {
    try {
      store.update(
          name,
          account -> {
            if (account.token(id).isEmpty()) {
              throw Refusal.notFound("token with id '%s' does not exist".formatted(id));
            }
            return account.withoutToken(id);
          });
    } catch (Refusal e) {
      throw failed("failed to delete account " + name + ": ", e);
    }
  }

  private static Refusal unknown(String text) {
    return new Refusal(Status.Code.UNKNOWN, text);
  }

  /// As the original words it: what has a code of its own is quoted with it.
  private static Refusal failed(String before, Refusal refusal) {
    return switch (refusal.code()) {
      case UNKNOWN -> unknown(before + "error while running the callback: " + refusal.text());
      case NOT_FOUND -> refusal.during(before + "error getting the account");
      default -> refusal;
    };
  }
}
