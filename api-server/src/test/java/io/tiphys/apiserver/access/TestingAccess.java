package io.tiphys.apiserver.access;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.tiphys.apiserver.account.AccountOperations;
import io.tiphys.apiserver.account.AccountStore;
import io.tiphys.apiserver.account.Accounts;
import io.tiphys.apiserver.account.ApiTokens;
import io.tiphys.apiserver.account.FirstStart;
import io.tiphys.apiserver.account.LoginLimits;
import io.tiphys.apiserver.account.PasswordChange;
import io.tiphys.apiserver.account.PasswordCheck;
import io.tiphys.apiserver.operation.Call;
import io.tiphys.apiserver.operation.Caller;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.operation.Reply;
import io.tiphys.apiserver.rbac.PolicyInForce;
import io.tiphys.apiserver.rbac.RbacSettings;
import io.tiphys.apiserver.session.RevokedTokens;
import io.tiphys.apiserver.session.SessionOperations;
import io.tiphys.apiserver.session.Sessions;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.model.project.AppProject;
import io.tiphys.proto.session.SessionCreateRequest;
import io.tiphys.proto.session.SessionServiceGrpc;
import io.tiphys.settings.Settings;
import io.tiphys.settings.SettingsWatch;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/// The rooms of access as one replica of the API server has them, without its port.
final class TestingAccess implements AutoCloseable {

  final Map<String, AppProject> projects = new ConcurrentHashMap<>();
  final SettingsWatch settings;
  final RevokedTokens revoked;
  final OwnTokens tokens;
  final Sessions sessions;
  final Gate gate;

  /// What the clock is ahead of the machine's.
  volatile Duration ahead = Duration.ZERO;

  private final PolicyInForce policy = new PolicyInForce();
  private final List<Operation<?, ?>> operations = new ArrayList<>();

  private TestingAccess(KubeClient kube, String namespace) {
    InstantSource clock = () -> Clock.systemUTC().instant().plus(ahead);
    new FirstStart(kube, namespace, clock).complete();
    settings = SettingsWatch.start(kube, namespace, kube.access());
    settings.onChange((before, after) -> follow(after));
    revoked = RevokedTokens.start(kube, namespace, clock);
    tokens = OwnTokens.of(settings::current, clock);
    var accounts = new Accounts(settings::current);
    var check = new PasswordCheck(accounts, LoginLimits.DEFAULT, Optional.empty(), clock);
    var store = new AccountStore(kube, namespace, settings);
    sessions = new Sessions(tokens, revoked, accounts, settings::current);
    operations.addAll(
        new AccountOperations(
                accounts,
                new ApiTokens(store, tokens),
                new PasswordChange(store, check, settings::current, clock),
                namespace)
            .operations());
    operations.addAll(new SessionOperations(sessions, check).operations());
    gate =
        new Gate(
            settings::current,
            policy,
            name -> Optional.ofNullable(projects.get(name)),
            accounts,
            tokens,
            revoked,
            clock);
  }

  static TestingAccess start(KubeClient kube, String namespace) throws InterruptedException {
    var access = new TestingAccess(kube, namespace);
    if (!access.settings.awaitRead(Duration.ofSeconds(60))
        || !access.revoked.awaitKnown(Duration.ofSeconds(60))) {
      throw new IllegalStateException("the settings were not read");
    }
    access.follow(access.settings.current());
    return access;
  }

  private void follow(Settings now) {
    policy.update(now.configMaps().getOrDefault(RbacSettings.NAME, Map.of()));
  }

  void await(Predicate<Settings> wanted) throws InterruptedException {
    if (!settings.await(wanted, Duration.ofSeconds(60))) {
      throw new IllegalStateException("the settings do not say so");
    }
    follow(settings.current());
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
    for (Operation<?, ?> operation : operations) {
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

  private record TestingCall(Caller caller) implements Call {
    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public void onCancel(Runnable what) {}

    @Override
    public String header(String name) {
      return "";
    }

    @Override
    public String extra(String name) {
      return "";
    }
  }

  Instant now() {
    return tokens.now();
  }

  @Override
  public void close() {
    revoked.close();
    settings.close();
  }
}
