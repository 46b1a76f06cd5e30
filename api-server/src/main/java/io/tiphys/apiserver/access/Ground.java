package io.tiphys.apiserver.access;

import io.tiphys.apiserver.rbac.Policy;
import io.tiphys.apiserver.rbac.PolicyInForce;
import io.tiphys.apiserver.rbac.Projects;
import io.tiphys.apiserver.session.RevokedTokens;
import io.tiphys.model.project.AppProject;
import io.tiphys.settings.Settings;
import java.time.InstantSource;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// All that a caller's rights rest on.
record Ground(
    Supplier<Settings> settings,
    PolicyInForce policy,
    Projects projects,
    RevokedTokens revoked,
    InstantSource clock) {

  /// What was there at one moment: while all of it is the same, so are the rights.
  ///
  /// @param project that a token is of; null for none
  record Moment(Settings settings, Policy policy, @Nullable AppProject project, long revocations) {

    @SuppressWarnings("ReferenceEquality") // what did not change is the same object
    boolean isStill(Moment other) {
      return settings == other.settings
          && policy == other.policy
          && project == other.project
          && revocations == other.revocations;
    }
  }

  /// @param project that a token is of; empty for none
  Moment now(String project) {
    return new Moment(
        settings.get(),
        policy.current(),
        project.isEmpty() ? null : projects.find(project).orElse(null),
        revoked.generation());
  }

  boolean isAnonymousEnabled() {
    return settings.get().argocd().anonymousEnabled();
  }
}
