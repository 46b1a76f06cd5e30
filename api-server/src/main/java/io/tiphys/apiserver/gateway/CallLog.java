package io.tiphys.apiserver.gateway;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.tiphys.apiserver.operation.Identity;
import io.tiphys.model.json.JsonTree;
import io.tiphys.proto.json.GoJson;
import io.tiphys.telemetry.logs.Json;
import io.tiphys.telemetry.logs.Security;
import io.tiphys.telemetry.metrics.GrpcServerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log says of one call, with the original's keys: a line for each message of the caller,
/// with who it is and what is asked (the audit trail of docs/operator-manual/security.md), and one
/// when the call has ended. Messages that may hold a secret are left out.
final class CallLog {

  private static final Logger log = LoggerFactory.getLogger(CallLog.class);

  /// As the original's list (server/server.go): what they ask is logged by nobody.
  private static final Set<String> SENSITIVE =
      Set.of(
          "cluster.ClusterService/Create",
          "cluster.ClusterService/Update",
          "session.SessionService/Create",
          "account.AccountService/UpdatePassword",
          "gpgkey.GPGKeyService/CreateGnuPGPublicKey",
          "gpgkey.GPGKeyService/Create",
          "repository.RepositoryService/Create",
          "repository.RepositoryService/Update",
          "repository.RepositoryService/CreateRepository",
          "repository.RepositoryService/UpdateRepository",
          "repository.RepositoryService/ValidateAccess",
          "repository.RepositoryService/CreateWriteRepository",
          "repository.RepositoryService/UpdateWriteRepository",
          "repository.RepositoryService/ValidateWriteAccess",
          "repocreds.RepoCredsService/CreateRepositoryCredentials",
          "repocreds.RepoCredsService/UpdateRepositoryCredentials",
          "repocreds.RepoCredsService/CreateWriteRepositoryCredentials",
          "repocreds.RepoCredsService/UpdateWriteRepositoryCredentials",
          "application.ApplicationService/PatchResource",
          "application.ApplicationService/GetManifestsWithFiles");

  /// Fields that hold objects of Kubernetes.
  private static final Set<String> MANIFESTS =
      Set.of("manifests", "targetManifests", "liveResources");

  /// Bytes of a message beyond which only its size is told.
  private static final int LONGEST = 64 << 10;

  /// Names and passwords in URLs.
  private static final Pattern IN_URL = Pattern.compile("://[^/@\\s\"\\\\]*@");

  private final MethodDescriptor<?, ?> method;
  private final Request request;
  private final Instant begun = Instant.now();
  private final long start = System.nanoTime();
  private String user = "";

  CallLog(MethodDescriptor<?, ?> method, Request request) {
    this.method = method;
    this.request = request;
  }

  void admitted(Identity identity) {
    user = identity.usernameText();
  }

  void received(Identity identity, Object message) {
    if (!log.isInfoEnabled() || SENSITIVE.contains(method.getFullMethodName())) {
      return;
    }
    var line = log.atInfo();
    if (identity instanceof Identity.User user) {
      line = line.addKeyValue("grpc.request.claims", json(claims(user)));
    }
    if (message instanceof Message content) {
      int size = content.getSerializedSize();
      line =
          size <= LONGEST
              ? line.addKeyValue("grpc.request.content", new Json(masked(json(told(content)))))
              : line.addKeyValue("grpc.request.bytes", size);
    }
    boolean isUnary = method.getType() == MethodDescriptor.MethodType.UNARY;
    line.log("received {} call /{}", isUnary ? "unary" : "streaming", method.getFullMethodName());
  }

  private static Map<String, Object> claims(Identity.User user) {
    var claims = new LinkedHashMap<String, Object>();
    if (!user.username().equals(user.subject())) {
      claims.put("email", user.username());
    }
    if (user.expiresAt() != null) {
      claims.put("exp", user.expiresAt().getEpochSecond());
    }
    if (log.isDebugEnabled() && !user.groups().isEmpty()) {
      claims.put("groups", user.groups());
    }
    if (user.issuedAt() != null) {
      claims.put("iat", user.issuedAt().getEpochSecond());
    }
    claims.put("iss", user.issuer());
    if (!user.tokenId().isEmpty()) {
      claims.put("jti", user.tokenId());
    }
    claims.put("sub", user.subject());
    return claims;
  }

  private static String masked(String text) {
    return IN_URL.matcher(text).replaceAll("://***@");
  }

  private static @Nullable Object told(Message content) {
    return withoutManifests(GoJson.toTree(content));
  }

  /// Who asks for what is told; not the objects that are sent along, which may be Secrets.
  private static @Nullable Object withoutManifests(@Nullable Object tree) {
    return switch (tree) {
      case Map<?, ?> map -> {
        var told = new TreeMap<String, @Nullable Object>();
        map.forEach((name, value) ->
            told.put(
                String.valueOf(name), MANIFESTS.contains(name) ? "***" : withoutManifests(value)));
        yield told;
      }
      case List<?> list -> {
        var told = new ArrayList<@Nullable Object>();
        list.forEach(item -> told.add(withoutManifests(item)));
        yield told;
      }
      case null, default -> tree;
    };
  }

  private static String json(@Nullable Object tree) {
    return new String(JsonTree.write(tree), StandardCharsets.UTF_8);
  }

  void finished(Status status) {
    var line =
        switch (status.getCode()) {
          case OK, CANCELLED, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS, UNAUTHENTICATED ->
              log.atInfo();
          case DEADLINE_EXCEEDED,
              PERMISSION_DENIED,
              RESOURCE_EXHAUSTED,
              FAILED_PRECONDITION,
              ABORTED,
              OUT_OF_RANGE,
              UNAVAILABLE ->
              log.atWarn();
          case UNKNOWN, UNIMPLEMENTED, INTERNAL, DATA_LOSS -> log.atError();
        };
    line =
        line.addKeyValue("protocol", "grpc")
            .addKeyValue("grpc.component", "server")
            .addKeyValue("grpc.service", method.getServiceName())
            .addKeyValue("grpc.method", method.getBareMethodName())
            .addKeyValue("grpc.method_type", GrpcServerMetrics.type(method))
            .addKeyValue("grpc.start_time", begun.toString())
            .addKeyValue("grpc.code", GrpcServerMetrics.name(status.getCode()))
            .addKeyValue("grpc.time_ms", (System.nanoTime() - start) / 1_000_000)
            .addKeyValue("peer.address", request.peer());
    if (!status.isOk() && status.getDescription() != null) {
      line = line.addKeyValue("grpc.error", masked(status.getDescription()));
    }
    switch (status.getCode()) {
      case UNAUTHENTICATED, PERMISSION_DENIED ->
          line =
              line.addKeyValue(Security.FIELD, Security.MEDIUM.level()).addKeyValue("user", user);
      default -> {}
    }
    line.log("finished call");
  }
}
