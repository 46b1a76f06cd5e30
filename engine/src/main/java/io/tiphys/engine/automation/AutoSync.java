package io.tiphys.engine.automation;

import io.tiphys.engine.automation.AutoSyncDecision.Later;
import io.tiphys.engine.automation.AutoSyncDecision.Refused;
import io.tiphys.engine.automation.AutoSyncDecision.Skip;
import io.tiphys.engine.automation.AutoSyncDecision.Start;
import io.tiphys.engine.sync.OperationPhase;
import io.tiphys.model.application.Application;
import io.tiphys.model.application.ApplicationSource;
import io.tiphys.model.application.ApplicationSourceBuilder;
import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.application.OperationBuilder;
import io.tiphys.model.application.OperationInitiatorBuilder;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.application.RetryStrategy;
import io.tiphys.model.application.RetryStrategyBuilder;
import io.tiphys.model.application.SyncOperationBuilder;
import io.tiphys.model.application.SyncOperationResource;
import io.tiphys.model.application.SyncOperationResourceBuilder;
import io.tiphys.model.application.SyncOperationResult;
import io.tiphys.model.application.SyncPolicy;
import io.tiphys.model.application.SyncPolicyAutomated;
import io.tiphys.model.application.SyncStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Decides whether an Application is synced without being asked: once for each revision and
/// parameters, and again for drift when self-heal is on.
public final class AutoSync {

  private static final long DEFAULT_RETRIES = 5;
  private static final String SYNCED = "Synced";

  private AutoSync() {}

  /// Whether an Application is synced without being asked at all: `automated` is there, and is not
  /// switched off by `enabled: false`.
  public static boolean isOn(ApplicationSpec spec) {
    SyncPolicy policy = spec.syncPolicy();
    SyncPolicyAutomated automated = policy == null ? null : policy.automated();
    return automated != null && !Boolean.FALSE.equals(automated.enabled());
  }

  /// @param app as it is in the cluster, with the state of its last operation
  /// @param compared the sync status of a fresh comparison
  /// @param resources of the same comparison
  /// @param compareRevisions false when the new revision changes nothing that the Application
  ///   reads, so that it counts as the one that was synced before
  public static AutoSyncDecision decide(
      Application app,
      SyncStatus compared,
      List<ResourceStatus> resources,
      boolean compareRevisions,
      SelfHeal selfHeal,
      Instant now) {
    SyncPolicy policy = app.spec().syncPolicy();
    SyncPolicyAutomated automated = policy == null ? null : policy.automated();
    if (policy == null || automated == null || !isOn(app.spec())) {
      return new Skip("automated sync is off");
    }
    if (app.operation() != null || isInProgress(app.status().operationState())) {
      return new Skip("another operation is in progress");
    }
    if (app.metadata().deletionTimestamp() != null) {
      return new Skip("deletion in progress");
    }
    if (!compared.status().equals("OutOfSync")) {
      return new Skip("application status is " + compared.status());
    }
    boolean prune = Boolean.TRUE.equals(automated.prune());
    if (!prune
        && resources.stream()
            .allMatch(one -> one.status().equals(SYNCED) || one.requiresPruning() || one.hook())) {
      return new Skip("need to prune extra resources only but automated prune is disabled");
    }
    List<String> revisions =
        compared.revisions().isEmpty() ? List.of(compared.revision()) : compared.revisions();
    var sync =
        SyncOperationBuilder.builder()
            .revision(compared.revision())
            .revisions(compared.revisions())
            .prune(prune)
            .syncOptions(policy.syncOptions());
    OperationState last = app.status().operationState();
    if (last != null && wasAttempted(app, last, revisions, compareRevisions)) {
      if (!last.phase().equals(OperationPhase.SUCCEEDED.text())) {
        return new Refused(
            "Failed last sync attempt to %s: %s"
                .formatted(bracketed(attempted(last)), last.message()));
      }
      if (!Boolean.TRUE.equals(automated.selfHeal())) {
        return new Skip("most recent sync already to " + bracketed(revisions));
      }
      long attempts = attempts(last, selfHeal, now);
      Instant due = due(last, selfHeal.pause(attempts));
      if (due.isAfter(now)) {
        return new Later(due, "already attempted sync to " + bracketed(revisions));
      }
      sync.autoHealAttemptsCount(attempts + 1).resources(drifted(resources));
    }
    if (prune
        && !Boolean.TRUE.equals(automated.allowEmpty())
        && resources.stream().allMatch(one -> one.requiresPruning() || one.hook())) {
      return new Refused(
          "Skipping sync attempt to %s: auto-sync will wipe out all resources"
              .formatted(bracketed(revisions)));
    }
    RetryStrategy retry = policy.retry();
    return new Start(
        OperationBuilder.builder()
            .sync(sync.build())
            .initiatedBy(OperationInitiatorBuilder.builder().automated(true).build())
            .retry(
                retry == null
                    ? RetryStrategyBuilder.builder().limit(DEFAULT_RETRIES).build()
                    : retry)
            .build());
  }

  private static boolean isInProgress(@Nullable OperationState state) {
    return state != null
        && OperationPhase.of(state.phase()).map(phase -> !phase.completed()).orElse(false);
  }

  /// An operation that ended without a result never got to its revision: it was retried as often as
  /// it may be, and is not tried for ever.
  private static boolean wasAttempted(
      Application app, OperationState last, List<String> revisions, boolean compareRevisions) {
    SyncOperationResult result = last.syncResult();
    if (result == null) {
      return true;
    }
    if (compareRevisions && !attempted(last).equals(revisions)) {
      return false;
    }
    ApplicationSource source = app.spec().source();
    return app.spec().sources().isEmpty()
        ? source != null && sameParameters(source, result.source())
        : sameParameters(app.spec().sources(), result.sources());
  }

  private static boolean sameParameters(
      List<ApplicationSource> wanted, List<ApplicationSource> synced) {
    if (wanted.size() != synced.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!sameParameters(wanted.get(i), synced.get(i))) {
        return false;
      }
    }
    return true;
  }

  // The commits are the same: that they are called otherwise is no change.
  private static boolean sameParameters(ApplicationSource wanted, ApplicationSource synced) {
    return unpinned(wanted).equals(unpinned(synced));
  }

  private static ApplicationSource unpinned(ApplicationSource source) {
    return ApplicationSourceBuilder.builder(source).targetRevision("").build();
  }

  /// The revisions that an operation synced, one a source; none when it never got to them.
  public static List<String> attempted(OperationState last) {
    SyncOperationResult result = last.syncResult();
    if (result == null) {
      return List.of();
    }
    return result.revisions().isEmpty() ? List.of(result.revision()) : result.revisions();
  }

  private static long attempts(OperationState last, SelfHeal selfHeal, Instant now) {
    Instant finishedAt = last.finishedAt();
    var sync = last.operation().sync();
    return sync == null || finishedAt != null && !finishedAt.plus(selfHeal.calm()).isAfter(now)
        ? 0
        : sync.autoHealAttemptsCount();
  }

  private static Instant due(OperationState last, Duration pause) {
    Instant finishedAt = last.finishedAt();
    return finishedAt == null ? Instant.MIN : finishedAt.plus(pause);
  }

  private static List<SyncOperationResource> drifted(List<ResourceStatus> resources) {
    return resources.stream()
        .filter(one -> !one.status().equals(SYNCED) && !one.hook())
        .map(one ->
            SyncOperationResourceBuilder.builder()
                .group(one.group())
                .kind(one.kind())
                .namespace(one.namespace())
                .name(one.name())
                .build())
        .toList();
  }

  // As Go prints a list.
  private static String bracketed(List<String> revisions) {
    return revisions.stream().collect(Collectors.joining(" ", "[", "]"));
  }
}
