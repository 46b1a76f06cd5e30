package io.tiphys.apiserver.access;

import io.tiphys.apiserver.account.AccountOperations;
import io.tiphys.apiserver.account.AccountStore;
import io.tiphys.apiserver.account.Accounts;
import io.tiphys.apiserver.account.ApiTokens;
import io.tiphys.apiserver.account.FirstStart;
import io.tiphys.apiserver.account.LoginLimits;
import io.tiphys.apiserver.account.PasswordChange;
import io.tiphys.apiserver.account.PasswordCheck;
import io.tiphys.apiserver.operation.Gatekeeper;
import io.tiphys.apiserver.operation.Operation;
import io.tiphys.apiserver.rbac.PolicyInForce;
import io.tiphys.apiserver.rbac.Projects;
import io.tiphys.apiserver.rbac.RbacSettings;
import io.tiphys.apiserver.session.RevokedTokens;
import io.tiphys.apiserver.session.SessionOperations;
import io.tiphys.apiserver.session.Sessions;
import io.tiphys.apiserver.token.OwnTokens;
import io.tiphys.kube.access.KubeClient;
import io.tiphys.settings.SettingsWatch;
import io.tiphys.telemetry.metrics.Metrics;
import io.tiphys.trust.seal.SealedCache;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that decides who is let in and what they may do, put together: what the other rooms of the
/// API server need of it, and the operations on sessions and accounts.
public final class Access implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final PolicyInForce policy = new PolicyInForce();
  private final OwnTokens tokens;
  private final RevokedTokens revoked;
  private final Sessions sessions;
  private final Gate gate;
  private final List<Operation<?, ?>> operations;

  /// What access rests on.
  ///
  /// @param kube the cluster of the control plane
  /// @param namespace of the control plane
  /// @param settings of it, followed already
  /// @param projects as they are stored
  /// @param cache where failed logins are remembered over a restart
  public record Surroundings(
      KubeClient kube,
      String namespace,
      SettingsWatch settings,
      Projects projects,
      Optional<SealedCache> cache,
      LoginLimits limits,
      InstantSource clock,
      Metrics metrics) {}

  private Access(Surroundings around) {
    SettingsWatch watch = around.settings();
    watch.onChange((before, after) -> follow(watch));
    follow(watch);
    around
        .metrics()
        .computed(
            "tiphys_rbac_policy_problems",
            "Lines of argocd-rbac-cm for which it is not in force.",
            List.of(),
            () -> List.of(new Metrics.Sample(policy.problems().size(), List.of())));
    this.tokens = OwnTokens.of(watch::current, around.clock());
    this.revoked = RevokedTokens.start(around.kube(), around.namespace(), around.clock());
    var accounts = new Accounts(watch::current);
    var check = new PasswordCheck(accounts, around.limits(), around.cache(), around.clock());
    var store = new AccountStore(around.kube(), around.namespace(), watch);
    this.sessions = new Sessions(tokens, revoked, accounts, watch::current);
    this.gate =
        new Gate(
            watch::current, policy, around.projects(), accounts, tokens, revoked, around.clock());
    var all = new ArrayList<Operation<?, ?>>();
    all.addAll(new SessionOperations(sessions, check, around.metrics()).operations());
    all.addAll(
        new AccountOperations(
                accounts,
                new ApiTokens(store, tokens),
                new PasswordChange(store, check, watch::current, around.clock()),
                around.namespace())
            .operations());
    this.operations = List.copyOf(all);
  }

  /// Makes what the first start needs, and returns when tokens can be looked at.
  ///
  /// @throws IllegalStateException when the control plane's objects cannot be read or written
  public static Access start(Surroundings around) throws InterruptedException {
    new FirstStart(around.kube(), around.namespace(), around.clock()).complete();
    boolean isRead = around.settings().await(OwnTokens::hasKey, PATIENCE);
    var access = new Access(around);
    if (!isRead || !access.revoked.awaitKnown(PATIENCE)) {
      access.close();
      throw new IllegalStateException(
          "the Secrets of namespace %s cannot be followed: %s"
              .formatted(around.namespace(), around.settings().problem().orElse("no answer")));
    }
    return access;
  }

  /// Looks itself what is newest, so that none is followed by an older one.
  private synchronized void follow(SettingsWatch watch) {
    policy.update(watch.current().configMaps().getOrDefault(RbacSettings.NAME, Map.of()));
  }

  /// Who lets callers in.
  public Gatekeeper gatekeeper() {
    return gate;
  }

  /// For logout by a browser, and the renewal of cookies.
  public Sessions sessions() {
    return sessions;
  }

  /// For who gives out tokens of projects' roles.
  public OwnTokens tokens() {
    return tokens;
  }

  /// Of `SessionService` and `AccountService`.
  public List<Operation<?, ?>> operations() {
    return operations;
  }

  @Override
  public void close() {
    revoked.close();
  }
}
