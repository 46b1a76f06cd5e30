package io.tiphys.apiserver.session;

import io.prometheus.metrics.core.metrics.Counter;
import io.tiphys.apiserver.account.PasswordCheck;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Identity.User;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Refusal;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.proto.session.GetUserInfoRequest;
import io.tiphys.proto.session.GetUserInfoResponse;
import io.tiphys.proto.session.SessionCreateRequest;
import io.tiphys.proto.session.SessionDeleteRequest;
import io.tiphys.proto.session.SessionResponse;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.telemetry.logs.Security;
import io.tiphys.telemetry.metrics.Metrics;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// `SessionService`: log in, log out, and who am I. Everybody may ask.
public final class SessionOperations {

  private static final Logger log = LoggerFactory.getLogger(SessionOperations.class);

  private final Sessions sessions;
  private final PasswordCheck passwords;
  private final Counter logins;

  public SessionOperations(Sessions sessions, PasswordCheck passwords, Metrics metrics) {
    this.sessions = sessions;
    this.passwords = passwords;
    this.logins =
        metrics.counter("argocd_login_request_total", "Number of login requests.", "status");
    logins.initLabelValues("success");
    logins.initLabelValues("failure");
  }

  public List<Operation<?, ?>> operations() {
    return List.of(
        new Operation.Unary<>(
            SessionServiceGrpc.getCreateMethod(),
            true,
            (request, call) -> Reply.of(create(request))),
        Operation.open(SessionServiceGrpc.getDeleteMethod(), this::delete),
        Operation.open(SessionServiceGrpc.getGetUserInfoMethod(), this::userInfo));
  }

  private SessionResponse create(SessionCreateRequest request) throws InterruptedException {
    boolean isLetIn = false;
    try {
      var session = begin(request);
      isLetIn = true;
      return session;
    } finally {
      logins.labelValues(isLetIn ? "success" : "failure").inc();
    }
  }

  private SessionResponse begin(SessionCreateRequest request) throws InterruptedException {
    if (!request.getToken().isEmpty()) {
      throw Refusal.unauthenticated(
          "token-based session creation no longer supported. please upgrade argocd cli to v0.7+");
    }
    if (request.getUsername().isEmpty() || request.getPassword().isEmpty()) {
      throw Refusal.unauthenticated("no credentials supplied");
    }
    passwords.require(request.getUsername(), request.getPassword());
    log.atInfo()
        .addKeyValue(Security.FIELD, Security.LOW.level())
        .addKeyValue("account", request.getUsername())
        .log("logged in");
    return SessionResponse.newBuilder().setToken(sessions.begin(request.getUsername())).build();
  }

  private SessionResponse delete(SessionDeleteRequest request, Call call) {
    sessions.end(call.identity());
    return SessionResponse.getDefaultInstance();
  }

  private GetUserInfoResponse userInfo(GetUserInfoRequest request, Call call) {
    if (!(call.identity() instanceof User user)) {
      return GetUserInfoResponse.getDefaultInstance();
    }
    return GetUserInfoResponse.newBuilder()
        .setLoggedIn(true)
        .setUsername(user.username())
        .setIss(user.issuer())
        .addAllGroups(user.groups())
        .build();
  }
}
