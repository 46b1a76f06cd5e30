package io.tiphys.engine.sync;

import io.tiphys.model.application.Application;
import io.tiphys.model.application.Operation;
import io.tiphys.model.application.OperationState;
import io.tiphys.model.application.SyncStrategy;
import io.tiphys.model.manifest.Manifest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Everything that a sync is planned from.
///
/// @param objects what is wanted and what is there, hooks left out
/// @param hooks as [io.tiphys.engine.target.TargetSet#hooks] has them
/// @param namespace the destination's namespace, when it is to be made or labelled
/// @param settings how the sync was asked for
public record SyncRequest(
    List<SyncTarget> objects,
    List<Manifest> hooks,
    Optional<ManagedNamespace> namespace,
    Settings settings) {

  public SyncRequest {
    objects = List.copyOf(objects);
    hooks = List.copyOf(hooks);
  }

  /// How a sync was asked for.
  ///
  /// @param options of the operation; whoever starts one copies the Application's into it
  /// @param prune whether objects without a target may be deleted
  /// @param pruneConfirmed whether somebody agreed to prune what asks for it (`Prune=confirm`)
  /// @param dryRun only try it out
  /// @param force delete and create again what cannot be changed
  /// @param skipHooks whether hooks are left out, by the `apply` strategy
  /// @param revision for the names of hooks
  /// @param startedAt of the operation; names its hooks
  /// @param attempt 0 for the first, then the number of the retry
  /// @param migrationManager whose fields a server-side apply takes over
  public record Settings(
      SyncOptions options,
      boolean prune,
      boolean pruneConfirmed,
      boolean dryRun,
      boolean force,
      boolean skipHooks,
      Selection selection,
      String revision,
      Instant startedAt,
      long attempt,
      String migrationManager) {

    /// Names the manager in an Application's annotations.
    public static final String MIGRATION_ANNOTATION =
        "argocd.argoproj.io/client-side-apply-migration-manager";

    /// The manager of `kubectl apply`.
    public static final String DEFAULT_MIGRATION_MANAGER = "kubectl-client-side-apply";

    /// @param app what it is about
    /// @param state of the operation that runs
    /// @param revision the commit it syncs to
    public static Settings of(Application app, OperationState state, String revision) {
      Operation operation = state.operation();
      var sync = operation.sync();
      if (sync == null) {
        throw new IllegalArgumentException("the operation is no sync");
      }
      Instant startedAt = state.startedAt();
      var selection = new Selection(sync.resources());
      return new Settings(
          new SyncOptions(sync.syncOptions()),
          sync.prune(),
          DeletionApproval.isGiven(app, startedAt == null ? Instant.EPOCH : startedAt),
          sync.dryRun(),
          isForced(sync.syncStrategy()),
          selection.isPartial() || isApplyOnly(sync.syncStrategy()),
          selection,
          revision,
          startedAt == null ? Instant.EPOCH : startedAt,
          state.retryCount(),
          app.metadata()
              .annotations()
              .getOrDefault(MIGRATION_ANNOTATION, DEFAULT_MIGRATION_MANAGER));
    }

    private static boolean isApplyOnly(@Nullable SyncStrategy strategy) {
      return strategy != null && strategy.apply() != null;
    }

    private static boolean isForced(@Nullable SyncStrategy strategy) {
      if (strategy == null) {
        return false;
      }
      var apply = strategy.apply();
      var hook = strategy.hook();
      return apply != null && apply.force() || hook != null && hook.force();
    }
  }
}
