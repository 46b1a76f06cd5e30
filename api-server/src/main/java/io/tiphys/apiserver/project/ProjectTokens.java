package io.tiphys.apiserver.project;

import static io.tiphys.apiserver.project.ProjectService.RESOURCE;

import io.tiphys.apiserver.event.AuditLog;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.model.project.AppProject;
import io.tiphys.model.project.JWTTokenBuilder;
import io.tiphys.model.project.ProjectRole;
import io.tiphys.proto.project.ProjectTokenCreateRequest;
import io.tiphys.proto.project.ProjectTokenDeleteRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

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
    Optional<Duration> lifetime = lifetime(request.getExpiresIn());
    String id = id(request.getId());
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var kept =
        JWTTokenBuilder.builder()
            .id(id)
            .iat(now.getEpochSecond())
            .exp(lifetime.map(time -> now.plus(time).getEpochSecond()).orElse(0L))
            .build();
    String token = signer.sign("proj:" + name + ":" + request.getRole(), id, now, lifetime);
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
              return RoleTokens.with(settled, request.getRole(), kept);
            });
    audit.happened(
        new AuditLog.Subject("AppProject", stored.metadata()),
        "ResourceCreated",
        call.identity().usernameText(),
        "created token");
    return token;
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
          new AuditLog.Subject("AppProject", stored.metadata()),
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

  private static Optional<Duration> lifetime(long seconds) {
    if (seconds < 0 || seconds > LONGEST.toSeconds()) {
      throw Refusal.invalid(
          "expiresIn is %d s: it must be 0 (never) to %d".formatted(seconds, LONGEST.toSeconds()));
    }
    return Optional.of(Duration.ofSeconds(seconds)).filter(time -> !time.isZero());
  }
}
