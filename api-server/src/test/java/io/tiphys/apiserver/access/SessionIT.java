package io.tiphys.apiserver.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.grpc.Status;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.json.ModelJson;
import io.tiphys.model.project.AppProject;
import io.tiphys.proto.account.AccountServiceGrpc;
import io.tiphys.proto.account.UpdatePasswordRequest;
import io.tiphys.proto.session.GetUserInfoRequest;
import io.tiphys.proto.session.SessionCreateRequest;
import io.tiphys.proto.session.SessionDeleteRequest;
import io.tiphys.proto.session.SessionServiceGrpc;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class SessionIT extends ControlPlaneIT {

  private static void refused(Status.Code code, String text, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Refusal.class,
            refusal -> {
              assertThat(refusal.code()).isEqualTo(code);
              assertThat(refusal.text()).contains(text);
            });
  }

  private static void shut(TestingAccess replica, String token, String why) {
    refused(Status.Code.UNAUTHENTICATED, why, () -> replica.gate.admit(token));
  }

  @Test
  void isBegunWithAPasswordAndIsAdmins() throws Exception {
    var replica = replica();
    String token = replica.login("admin", initialPassword());
    var caller = replica.gate.admit(token);
    assertThat(caller.identity())
        .isInstanceOfSatisfying(
            Identity.User.class,
            user -> {
              assertThat(user.subject()).isEqualTo("admin");
              assertThat(user.issuer()).isEqualTo("argocd");
              assertThat(Duration.between(user.issuedAt(), user.expiresAt())).hasDays(1);
            });
    assertThat(caller.rights().allow("applications", "sync", "team/web")).isTrue();
    var info =
        replica.call(
            token,
            SessionServiceGrpc.getGetUserInfoMethod(),
            GetUserInfoRequest.getDefaultInstance());
    assertThat(info.getLoggedIn()).isTrue();
    assertThat(info.getUsername()).isEqualTo("admin");
    assertThat(info.getIss()).isEqualTo("argocd");
  }

  @Test
  void wrongLoginsAreAnsweredAlike() throws Exception {
    var replica = replica();
    String wrong = "Invalid username or password";
    refused(Status.Code.UNAUTHENTICATED, wrong, () -> replica.login("admin", "wrong"));
    refused(Status.Code.UNAUTHENTICATED, wrong, () -> replica.login("nobody", "wrong"));
    refused(Status.Code.UNAUTHENTICATED, "no credentials", () -> replica.login("admin", ""));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "Username is too long (32 bytes max)",
        () -> replica.login("a".repeat(33), "x"));
    var withToken = SessionCreateRequest.newBuilder().setToken("x").build();
    refused(
        Status.Code.UNAUTHENTICATED,
        "token-based session creation no longer supported",
        () -> replica.call("", SessionServiceGrpc.getCreateMethod(), withToken));
    for (int i = 0; i < 4; i++) {
      refused(Status.Code.UNAUTHENTICATED, wrong, () -> replica.login("admin", "wrong"));
    }
    String right = initialPassword();
    refused(Status.Code.UNAUTHENTICATED, wrong, () -> replica.login("admin", right));
    replica.ahead = Duration.ofSeconds(301);
    assertThat(replica.login("admin", right)).isNotEmpty();
  }

  @Test
  void endsForEveryReplicaAtLogoutAndStaysSo() throws Exception {
    var one = replica();
    var other = replica();
    String token = one.login("admin", initialPassword());
    String second = one.login("admin", initialPassword());
    var stream = other.gate.admit(token);
    one.call(
        token, SessionServiceGrpc.getDeleteMethod(), SessionDeleteRequest.getDefaultInstance());
    shut(one, token, "token is revoked, please re-login");
    until("the other replica knows", () -> isShut(other, token));
    refused(Status.Code.UNAUTHENTICATED, "token is revoked", stream::rights);
    shut(replica(), token, "token is revoked, please re-login");
    assertThat(one.gate.admit(second).rights()).isNotNull();
    assertThat(one.gate.recognize(token).identity()).isEqualTo(new Identity.Nobody());
  }

  private static boolean isShut(TestingAccess replica, String token) {
    try {
      replica.gate.admit(token);
      return false;
    } catch (Refusal e) {
      return true;
    }
  }

  @Test
  void endsWithItsTimeAndIsRenewedBefore() throws Exception {
    var replica = replica();
    String token = replica.login("admin", initialPassword());
    var caller = replica.gate.admit(token);
    assertThat(caller.rights()).isSameAs(caller.rights());
    assertThat(replica.sessions.renewed(caller.identity())).isEmpty();
    replica.ahead = Duration.ofHours(24).minusMinutes(4);
    var renewed = replica.sessions.renewed(caller.identity());
    assertThat(renewed).isPresent();
    replica.ahead = Duration.ofHours(24).plusSeconds(1);
    refused(Status.Code.UNAUTHENTICATED, "token is expired", caller::rights);
    shut(replica, token, "token is expired");
    assertThat(replica.gate.admit(renewed.get()).rights()).isNotNull();
  }

  @Test
  void endsWhenThePasswordChanges() throws Exception {
    var replica = replica();
    String old = initialPassword();
    String token = replica.login("admin", old);
    var stream = replica.gate.admit(token);
    var change = UpdatePasswordRequest.newBuilder().setCurrentPassword(old);
    refused(
        Status.Code.UNKNOWN,
        "new password does not match the following expression: ^.{8,32}$",
        () -> update(replica, token, change.clone().setNewPassword("short")));
    refused(
        Status.Code.INVALID_ARGUMENT,
        "current password does not match",
        () ->
            update(
                replica,
                token,
                change.clone().setCurrentPassword("other").setNewPassword("long enough")));
    update(replica, token, change.clone().setNewPassword("long enough"));
    shut(replica, token, "account password has changed since token issued");
    refused(Status.Code.UNAUTHENTICATED, "password has changed", stream::rights);
    refused(Status.Code.UNAUTHENTICATED, "Invalid", () -> replica.login("admin", old));
    assertThat(replica.gate.admit(replica.login("admin", "long enough")).rights()).isNotNull();
  }

  private static void update(
      TestingAccess replica, String token, UpdatePasswordRequest.Builder request) throws Exception {
    replica.call(token, AccountServiceGrpc.getUpdatePasswordMethod(), request.build());
  }

  @Test
  void endsWhenTheAccountIsDisabled() throws Exception {
    configMap("argocd-cm", Map.of("admin.enabled", "true"));
    var replica = replica();
    String password = initialPassword();
    String token = replica.login("admin", password);
    var stream = replica.gate.admit(token);
    change("argocd-cm", Map.of("admin.enabled", "false"));
    replica.await(it -> "false".equals(it.argocd().data().get("admin.enabled")));
    shut(replica, token, "account admin is disabled");
    refused(Status.Code.UNAUTHENTICATED, "account admin is disabled", stream::rights);
    refused(
        Status.Code.UNAUTHENTICATED,
        "Account admin is disabled",
        () -> replica.login("admin", password));
  }

  @Test
  void anonymousIsAnonymousEvenWithAForgedToken() throws Exception {
    configMap("argocd-cm", Map.of("users.anonymous.enabled", "true"));
    configMap("argocd-rbac-cm", Map.of("policy.default", "role:readonly"));
    var replica = replica();
    for (String token : List.of("", "forged", "a.b.c")) {
      var caller = replica.gate.admit(token);
      assertThat(caller.identity()).isEqualTo(new Identity.Anonymous());
      assertThat(caller.rights().allow("applications", "get", "a/b")).isTrue();
      assertThat(caller.rights().allow("applications", "sync", "a/b")).isFalse();
    }
    var stream = replica.gate.admit("");
    change("argocd-cm", Map.of("users.anonymous.enabled", "false"));
    replica.await(it -> !it.argocd().anonymousEnabled());
    refused(Status.Code.UNAUTHENTICATED, "no session information", stream::rights);
    shut(replica, "", "no session information");
    shut(replica, "forged", "invalid session: token is malformed");
    assertThat(replica.gate.recognize("forged").rights().allow("applications", "get", "a/b"))
        .isFalse();
  }

  @Test
  void aProjectsTokenCountsWhileTheProjectListsIt() throws Exception {
    var replica = replica();
    String token = replica.tokens.sign("proj:team:ci", "id-1", Optional.empty());
    long issuedAt = replica.now().getEpochSecond();
    shut(replica, token, "is not there");
    replica.projects.put("team", project("id-1", issuedAt));
    var stream = replica.gate.admit(token);
    assertThat(stream.identity().subjectText()).isEqualTo("proj:team:ci");
    assertThat(stream.rights().allow("applications", "get", "team/web")).isTrue();
    assertThat(stream.rights().allow("applications", "get", "other/web")).isFalse();
    shut(replica, replica.tokens.sign("proj:team:ci", "id-2", Optional.empty()), "is not there");
    shut(replica, replica.tokens.sign("proj:team:cd", "id-1", Optional.empty()), "is not there");
    replica.projects.put("team", project("id-2", issuedAt));
    refused(Status.Code.UNAUTHENTICATED, "is not there", stream::rights);
  }

  private static AppProject project(String tokenId, long issuedAt) {
    var role =
        Map.of(
            "name", "ci", "policies", List.of("p, proj:team:ci, applications, get, team/*, allow"));
    var token = Map.of("id", tokenId, "iat", issuedAt);
    var tree =
        Map.of(
            "metadata", Map.of("name", "team"),
            "spec", Map.of("roles", List.of(role)),
            "status", Map.of("jwtTokensByRole", Map.of("ci", Map.of("items", List.of(token)))));
    return ModelJson.fromTree(JsonTree.object(tree), AppProject.class);
  }

  @Test
  void aNewPolicyHoldsForWhoIsAlreadyThere() throws Exception {
    configMap("argocd-cm", Map.of("accounts.bob", "apiKey, login"));
    configMap("argocd-rbac-cm", Map.of("policy.csv", "p, bob, logs, get, */*, allow"));
    var replica = replica();
    String admin = replica.login("admin", initialPassword());
    update(
        replica,
        admin,
        UpdatePasswordRequest.newBuilder()
            .setName("bob")
            .setCurrentPassword(initialPassword())
            .setNewPassword("long enough"));
    var bob = replica.gate.admit(replica.login("bob", "long enough"));
    assertThat(bob.rights().allow("logs", "get", "a/b")).isTrue();
    change("argocd-rbac-cm", Map.of("policy.csv", ""));
    until("the new policy", () -> !bob.rights().allow("logs", "get", "a/b"));
  }
}
