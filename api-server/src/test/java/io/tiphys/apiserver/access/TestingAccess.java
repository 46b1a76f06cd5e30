package io.tiphys.apiserver.access;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.account.LoginLimits;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Gatekeeper;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.PatientCall;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.session.Sessions;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.project.AppProject;
import io.tiphys.proto.session.SessionCreateRequest;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.metrics.Metrics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The rooms of access as one replica of the API server has them, without its port.
final class TestingAccess implements AutoCloseable {

  final Map<String, AppProject> projects = new ConcurrentHashMap<>();
  final SettingsWatch settings;
  final OwnTokens tokens;
  final Sessions sessions;
  final Gatekeeper gate;

  /// What the clock is ahead of the machine's.
  volatile Duration ahead = Duration.ZERO;

  private final Access access;

  private TestingAccess(KubeClient kube, String namespace) throws InterruptedException {
    InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    settings = SettingsWatch.start(kube, namespace, kube.access());
    access =
        Access.start(
            new Access.Surroundings(
                kube,
                namespace,
                settings,
                name -> Optional.ofNullable(projects.get(name)),
                Optional.empty(),
                LoginLimits.DEFAULT,
                clock,
                new Metrics()));
    tokens = access.tokens();
    sessions = access.sessions();
    gate = access.gatekeeper();
  }

  static TestingAccess start(KubeClient kube, String namespace) throws InterruptedException {
    return new TestingAccess(kube, namespace);
  }

  void await(Predicate<Settings> wanted) throws InterruptedException {
    if (!settings.await(wanted, Duration.ofSeconds(60))) {
      throw new IllegalStateException("the settings do not say so");
    }
  }

  String login(String username, String password) throws Exception {
    var request =
        SessionCreateRequest.newBuilder().setUsername(username).setPassword(password).build();
    return call("", SessionServiceGrpc.getCreateMethod(), request).getToken();
  }

  /// Calls an operation as the gateway does.
  @SuppressWarnings("unchecked") // the method says which types they are
  <Q extends Message, A extends Message> A call(
      String token, MethodDescriptor<Q, A> method, Q request) throws Exception {
    for (Operation<?, ?> operation : access.operations()) {
      if (operation.method() == method) {
        return answer(token, (Operation.Unary<Q, A>) operation, request);
      }
    }
    throw new IllegalArgumentException("there is no " + method.getFullMethodName());
  }

  private <Q extends Message, A extends Message> A answer(
      String token, Operation.Unary<Q, A> unary, Q request) throws Exception {
    var caller = unary.isOpen() ? gate.recognize(token) : gate.admit(token);
    var reply = unary.handler().answer(request, new TestingCall(caller));
    return ((Reply.Whole<A>) reply).message();
  }

  private record TestingCall(Caller caller) implements PatientCall {}

  Instant now() {
    return tokens.now();
  }

  @Override
  public void close() {
    access.close();
    settings.close();
  }
}
