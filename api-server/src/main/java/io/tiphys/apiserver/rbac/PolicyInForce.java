package io.tiphys.apiserver.rbac;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The newest policy that could be compiled. One writer, any number of readers.
public final class PolicyInForce {

  private static final Logger log = LoggerFactory.getLogger(PolicyInForce.class);

  private volatile Policy current = Policy.builtIn();
  private volatile List<PolicyProblem> problems = List.of();
  private Map<String, String> lastData = Map.of();

  /// The policy now; the built-in one before [#update].
  public Policy current() {
    return current;
  }

  /// Why a newer text is not in force; empty when it is.
  public List<PolicyProblem> problems() {
    return problems;
  }

  /// Takes what `argocd-rbac-cm` says. When a line of it cannot be used, nothing of it is: the
  /// policy before stays in force, and the log says which lines are wrong.
  ///
  /// @param data of the ConfigMap; empty where there is none
  public synchronized void update(Map<String, String> data) {
    if (data.equals(lastData)) {
      return;
    }
    lastData = Map.copyOf(data);
    switch (Policy.compile(RbacSettings.of(data))) {
      case Policy.Result.Good(var policy, var hints) -> {
        hints.forEach(hint -> log.warn("{}: {}", RbacSettings.NAME, hint));
        current = policy;
        problems = List.of();
      }
      case Policy.Result.Bad(var found) -> {
        found.forEach(
            problem -> log.error("{}: {}; the last good policy stays", RbacSettings.NAME, problem));
        problems = found;
      }
    }
  }
}
