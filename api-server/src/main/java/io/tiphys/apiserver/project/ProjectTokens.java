package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.ProjectService.RESOURCE;

import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.json.JsonTree;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.JWTToken;
import io.tiphys.model.project.JWTTokenBuilder;
import io.tiphys.model.project.ProjectRole;
import io.tiphys.proto.project.ProjectTokenCreateRequest;
import io.tiphys.proto.project.ProjectTokenDeleteRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// The operations on the tokens of a project's roles. Who may update the project may make and
/// delete them, and who is in a group of the role may, too.
final class ProjectTokens {

  private static final Duration LONGEST = Duration.ofDays(100 * 365);
  private static final int LONGEST_ID = 253;

  private final ProjectStore store;
  private final TokenSigner signer;
  private final AuditLog audit;
  private final InstantSource clock;

  ProjectTokens(ProjectStore store, TokenSigner signer, AuditLog audit, InstantSource clock) {
    this.store = store;
    this.signer = signer;
    this.audit = audit;
    this.clock = clock;
  }

  /// @return the token, which is shown this once
  String create(ProjectTokenCreateRequest request, Call call) throws InterruptedException {
    String name = request.getProject();
    requireSay(name, request.getRole(), call);
    Instant expires = expiry(request.getExpiresIn());
    String id = id(request.getId());
    var token = new AtomicReference<>("");
    AppProject stored =
        store.change(
            name,
            project -> {
              ProjectCheck.checkLoudly(project);
              if (role(project, request.getRole()).isEmpty()) {
                throw Refusal.notFound(
                    "project '%s' does not have role '%s'".formatted(name, request.getRole()));
              }
              AppProject settled = RoleTokens.settled(project);
              if (RoleTokens.hasToken(settled, request.getRole(), id)) {
                throw Refusal.invalid(
                    "rpc error: code = InvalidArgument desc = Token id '%s' has been used. "
                        .formatted(id));
              }
              String signed = signer.sign("proj:" + name + ":" + request.getRole(), id, expires);
              token.set(signed);
              return RoleTokens.with(settled, request.getRole(), record(signed));
            });
    audit.happened(
        "AppProject",
        stored.metadata(),
        "ResourceCreated",
        call.identity().usernameText(),
        "created token");
    return token.get();
  }

  /// Nothing happens when there is no such token.
  void delete(ProjectTokenDeleteRequest request, Call call) throws InterruptedException {
    requireSay(request.getProject(), request.getRole(), call);
    var found = new AtomicBoolean();
    AppProject stored =
        store.change(
            request.getProject(),
            project -> {
              AppProject settled = RoleTokens.settled(project);
              AppProject left =
                  RoleTokens.without(settled, request.getRole(), request.getId(), request.getIat());
              found.set(!left.equals(settled));
              return found.get() ? left : project;
            });
    if (found.get()) {
      audit.happened(
          "AppProject",
          stored.metadata(),
          "ResourceDeleted",
          call.identity().usernameText(),
          "deleted token");
    }
  }

  /// @throws Refusal PERMISSION_DENIED, whether there is such a role or not
  private void requireSay(String project, String role, Call call) {
    if (call.allows(RESOURCE, "update", project)) {
      return;
    }
    boolean isMember =
        call.identity() instanceof Identity.User user
            && store
                .find(project)
                .flatMap(found -> role(found, role))
                .filter(found -> found.groups().stream().anyMatch(user.groups()::contains))
                .isPresent();
    if (!isMember) {
      call.require(RESOURCE, "update", project);
    }
  }

  private static Optional<ProjectRole> role(AppProject project, String name) {
    return project.spec().roles().stream().filter(role -> role.name().equals(name)).findFirst();
  }

  private static String id(String wanted) {
    if (wanted.length() > LONGEST_ID) {
      throw Refusal.invalid("the token's id is longer than " + LONGEST_ID + " characters");
    }
    return wanted.isEmpty() ? UUID.randomUUID().toString() : wanted;
  }

  private @Nullable Instant expiry(long seconds) {
    if (seconds < 0 || seconds > LONGEST.toSeconds()) {
      throw Refusal.invalid(
          "expiresIn is %d s: it must be 0 (never) to %d".formatted(seconds, LONGEST.toSeconds()));
    }
    return seconds == 0 ? null : clock.instant().plusSeconds(seconds);
  }

  /// What is kept of a token: its claims, never itself.
  private static JWTToken record(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      throw new IllegalStateException("the signer made no JWT");
    }
    Map<String, @Nullable Object> claims =
        JsonTree.parseObject(Base64.getUrlDecoder().decode(parts[1]));
    return JWTTokenBuilder.builder()
        .id(String.valueOf(claims.get("jti")))
        .iat(seconds(claims.get("iat")))
        .exp(seconds(claims.get("exp")))
        .build();
  }

  private static long seconds(@Nullable Object claim) {
    return claim instanceof Number number ? number.longValue() : 0;
  }
}
