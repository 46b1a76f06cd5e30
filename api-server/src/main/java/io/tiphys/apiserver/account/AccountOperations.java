package io.tiphys.apiserver.account;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.rbac.Vocabulary;
import io.tiphys.apiserver.token.Claims;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.AccountsList;
import io.tiphys.proto.account.CanIRequest;
import io.tiphys.proto.account.CanIResponse;
import io.tiphys.proto.account.CreateTokenRequest;
import io.tiphys.proto.account.CreateTokenResponse;
import io.tiphys.proto.account.DeleteTokenRequest;
import io.tiphys.proto.account.EmptyResponse;
import io.tiphys.proto.account.GetAccountRequest;
import io.tiphys.proto.account.ListAccountRequest;
import io.tiphys.proto.account.Token;
import java.util.Comparator;
import java.util.List;

/// `AccountService`: an account may always ask about itself, others need `accounts, get` and
/// `accounts, update`.
public final class AccountOperations {

  private final Accounts accounts;
  private final ApiTokens tokens;
  private final PasswordChange passwords;
  private final String namespace;

  /// @param namespace of the control plane
  public AccountOperations(
      Accounts accounts, ApiTokens tokens, PasswordChange passwords, String namespace) {
    this.accounts = accounts;
    this.tokens = tokens;
    this.passwords = passwords;
    this.namespace = namespace;
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        Operation.unary(AccountServiceGrpc.getCanIMethod(), this::canI),
        Operation.prepared(
            AccountServiceGrpc.getUpdatePasswordMethod(),
            (request, call) -> Reply.of(passwords.update(request, call))),
        Operation.unary(AccountServiceGrpc.getListAccountsMethod(), this::list),
        Operation.unary(AccountServiceGrpc.getGetAccountMethod(), this::get),
        Operation.prepared(
            AccountServiceGrpc.getCreateTokenMethod(),
            (request, call) -> Reply.of(createToken(request, call))),
        Operation.prepared(
            AccountServiceGrpc.getDeleteTokenMethod(),
            (request, call) -> Reply.of(deleteToken(request, call))));
  }

  private CanIResponse canI(CanIRequest request, Call call) {
    requireWord(Vocabulary.ACTIONS, request.getAction());
    requireWord(Vocabulary.RESOURCES, request.getResource());
    String object = object(request);
    boolean isAllowed = call.allows(request.getResource(), request.getAction(), object);
    return CanIResponse.newBuilder().setValue(isAllowed ? "yes" : "no").build();
  }

  private static void requireWord(List<String> words, String word) {
    if (!words.contains(word)) {
      throw Refusal.invalid("[%s] does not contain %s".formatted(String.join(" ", words), word));
    }
  }

  /// What is in the control plane's namespace is named without it.
  private String object(CanIRequest request) {
    String object = request.getSubresource();
    String[] parts = object.split("/", -1);
    return Vocabulary.PROJECT_SCOPED.contains(request.getResource())
            && parts.length == 3
            && parts[1].equals(namespace)
        ? parts[0] + "/" + parts[2]
        : object;
  }

  private AccountsList list(ListAccountRequest request, Call call) {
    var mayGet = call.rights().objects("accounts", "get");
    var list = AccountsList.newBuilder();
    for (Account account : accounts.all()) {
      if (isSelf(call, account.name()) || mayGet.test(account.name())) {
        list.addItems(message(account));
      }
    }
    return list.build();
  }

  private io.tiphys.proto.account.Account get(GetAccountRequest request, Call call) {
    String name = request.getName();
    require(call, "get", name, "permission denied to get account " + name);
    return accounts
        .find(name)
        .map(AccountOperations::message)
        .orElseThrow(() -> AccountStore.absent(name).during("failed to get account " + name));
  }

  private CreateTokenResponse createToken(CreateTokenRequest request, Call call)
      throws InterruptedException {
    String name = request.getName();
    require(call, "update", name, "permission denied to create token for account " + name);
    String token = tokens.create(name, request.getId(), request.getExpiresIn());
    return CreateTokenResponse.newBuilder().setToken(token).build();
  }

  private EmptyResponse deleteToken(DeleteTokenRequest request, Call call)
      throws InterruptedException {
    String name = request.getName();
    require(call, "update", name, "permission denied to delete account " + name);
    tokens.delete(name, request.getId());
    return EmptyResponse.getDefaultInstance();
  }

  private static void require(Call call, String action, String name, String prefix) {
    if (isSelf(call, name)) {
      return;
    }
    try {
      call.require("accounts", action, name);
    } catch (Refusal e) {
      String inner = "permission denied for account %s with action %s".formatted(name, action);
      throw e.code() == Status.Code.PERMISSION_DENIED ? e.during(prefix + ": " + inner) : e;
    }
  }

  private static boolean isSelf(Call call, String name) {
    return call.identity() instanceof Identity.User user
        && user.issuer().equals(Claims.OWN_ISSUER)
        && user.subject().equals(name);
  }

  private static io.tiphys.proto.account.Account message(Account account) {
    var message =
        io.tiphys.proto.account.Account.newBuilder()
            .setName(account.name())
            .setEnabled(account.enabled());
    account.capabilities().forEach(it -> message.addCapabilities(it.word()));
    account.tokens().stream()
        .sorted(Comparator.comparingLong(Account.ApiToken::issuedAt).reversed())
        .forEach(it ->
            message.addTokens(
                Token.newBuilder()
                    .setId(it.id())
                    .setIssuedAt(it.issuedAt())
                    .setExpiresAt(it.expiresAt())));
    return message.build();
  }
}
