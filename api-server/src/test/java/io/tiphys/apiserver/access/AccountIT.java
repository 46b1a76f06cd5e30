package io.tiphys.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.proto.account.Account;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.CanIRequest;
import io.tiphys.proto.account.CreateTokenRequest;
import io.tiphys.proto.account.DeleteTokenRequest;
import io.tiphys.proto.account.GetAccountRequest;
import io.tiphys.proto.account.ListAccountRequest;
import io.tiphys.proto.account.Token;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccountIT extends ControlPlaneIT {

  private TestingAccess replica;
  private String admin;

  @BeforeEach
  void login() throws Exception {
    configMap("argocd-cm", Map.of("accounts.bob", "apiKey", "accounts.carl", "login"));
    configMap("argocd-rbac-cm", Map.of("policy.csv", "p, bob, projects, get, team, allow"));
    replica = replica();
    admin = replica.login("admin", initialPassword());
  }

  private String token(String caller, String account, String id, long seconds) throws Exception {
    return replica
        .call(
            caller,
            AccountServiceGrpc.getCreateTokenMethod(),
            CreateTokenRequest.newBuilder()
                .setName(account)
                .setId(id)
                .setExpiresIn(seconds)
                .build())
        .getToken();
  }

  private Account account(String caller, String name) throws Exception {
    return replica.call(
        caller,
        AccountServiceGrpc.getGetAccountMethod(),
        GetAccountRequest.newBuilder().setName(name).build());
  }

  private String canI(String caller, String action, String resource, String object)
      throws Exception {
    return replica
        .call(
            caller,
            AccountServiceGrpc.getCanIMethod(),
            CanIRequest.newBuilder()
                .setAction(action)
                .setResource(resource)
                .setSubresource(object)
                .build())
        .getValue();
  }

  private static void refused(Status.Code code, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.text()).startsWith(text);
            });
  }

  @Test
  void anApiTokenCountsUntilItIsTakenBack() throws Exception {
    String token = token(admin, "bob", "", 0);
    String expiring = token(admin, "bob", "one-day", 86_400);
    var stream = replica.gate.admit(token);
    assertThat(stream.identity().usernameText()).isEqualTo("bob");
    assertThat(canI(token, "get", "projects", "team")).isEqualTo("yes");
    assertThat(canI(expiring, "get", "projects", "other")).isEqualTo("no");
    var tokens = account(token, "bob").getTokensList();
    assertThat(tokens).hasSize(2);
    assertThat(tokens).extracting(Token::getExpiresAt).containsExactlyInAnyOrder(0L, expiry());
    var made = tokens.stream().filter(it -> it.getExpiresAt() == 0).findFirst().orElseThrow();
    assertThat(secret("argocd-secret").get("accounts.bob.tokens")).contains("\"id\":\"one-day\"");
    replica.call(
        admin,
        AccountServiceGrpc.getDeleteTokenMethod(),
        DeleteTokenRequest.newBuilder().setName("bob").setId(made.getId()).build());
    refused(
        Status.Code.UNAUTHENTICATED,
        "invalid session: account bob does not have token with id " + made.getId(),
        () -> replica.gate.admit(token));
    refused(Status.Code.UNAUTHENTICATED, "invalid session: account bob", stream::rights);
    assertThat(replica.gate.admit(expiring).rights()).isNotNull();
  }

  private long expiry() throws Exception {
    return account(admin, "bob").getTokensList().stream()
        .filter(it -> it.getId().equals("one-day"))
        .mapToLong(it -> it.getIssuedAt() + 86_400)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void refusesTokensInTheOriginalsWords() throws Exception {
    token(admin, "bob", "same", 0);
    refused(
        Status.Code.UNKNOWN,
        "failed to update account with new token: error while running the callback: account"
            + " already has token with id 'same'",
        () -> token(admin, "bob", "same", 0));
    refused(
        Status.Code.UNKNOWN,
        "failed to update account with new token: error while running the callback: account"
            + " 'carl' does not have apiKey capability",
        () -> token(admin, "carl", "", 0));
    refused(
        Status.Code.NOT_FOUND,
        "failed to update account with new token: error getting the account: rpc error: code ="
            + " NotFound desc = account 'dave' does not exist",
        () -> token(admin, "dave", "", 0));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "the token's id",
        () -> token(admin, "bob", "x".repeat(300), 0));
  }

  @Test
  void whoMayNotLearnsNothingOfOthers() throws Exception {
    String bob = token(admin, "bob", "", 0);
    assertThat(account(bob, "bob").getCapabilitiesList()).containsExactly("apiKey");
    for (String name : new String[] {"admin", "carl", "absent"}) {
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied to get account %s: permission denied for account %s with action get:"
                  .formatted(name, name)
              + " rpc error: code = PermissionDenied desc = permission denied: accounts, get, "
              + name
              + ", sub: bob, iat: ",
          () -> account(bob, name));
      refused(
          Status.Code.PERMISSION_DENIED,
          "permission denied to create token for account " + name,
          () -> token(bob, name, "", 0));
    }
    assertThat(names(bob)).containsExactly("bob");
    assertThat(names(admin)).containsExactly("admin", "bob", "carl");
    refused(
        Status.Code.NOT_FOUND,
        "failed to get account absent: rpc error: code = NotFound desc = account 'absent' does not"
            + " exist",
        () -> account(admin, "absent"));
  }

  private java.util.List<String> names(String caller) throws Exception {
    return replica
        .call(
            caller,
            AccountServiceGrpc.getListAccountsMethod(),
            ListAccountRequest.getDefaultInstance())
        .getItemsList()
        .stream()
        .map(Account::getName)
        .toList();
  }

  @Test
  void canINeedsKnownWords() throws Exception {
    refused(
        Status.Code.INVALID_ARGUMENT,
        "[get create update delete sync rollback override action invoke] does not contain fly",
        () -> canI(admin, "fly", "projects", "team"));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "[clusters projects applications ",
        () -> canI(admin, "get", "planes", "team"));
    assertThat(canI(admin, "get", "applications", "team/" + cluster.namespace() + "/web"))
        .isEqualTo("yes");
    refused(
        Status.Code.UNAUTHENTICATED,
        "no session information",
        () -> canI("", "get", "projects", "team"));
  }
}
