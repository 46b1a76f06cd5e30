package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What the controller has observed of an Application.
///
/// @param history the last syncs that went well, oldest first
/// @param reconciledAt when target and live were last compared
/// @param observedAt deprecated: the same as `reconciledAt`
/// @param sourceType `Helm`, `Kustomize`, `Directory` or `Plugin`
/// @param resourceHealthSource `appTree` when the health of objects is not in `resources` but with
///   the tree
/// @param sourceTypes the same for each of several sources
/// @param controllerNamespace where the controller that wrote this runs
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationStatus(
    List<ResourceStatus> resources,
    SyncStatus sync,
    AppHealthStatus health,
    List<RevisionHistory> history,
    List<ApplicationCondition> conditions,
    @Nullable Instant reconciledAt,
    @Nullable OperationState operationState,
    @Nullable Instant observedAt,
    String sourceType,
    ApplicationSummary summary,
    String resourceHealthSource,
    List<String> sourceTypes,
    String controllerNamespace,
    SourceHydratorStatus sourceHydrator,
    Unknown unknown)
    implements ApplicationStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationStatus EMPTY = ApplicationStatusBuilder.builder().build();

  public ApplicationStatus {
    resources = Zero.list(resources);
    sync = Zero.of(sync, SyncStatus.EMPTY);
    health = Zero.of(health, AppHealthStatus.EMPTY);
    history = Zero.list(history);
    conditions = Zero.list(conditions);
    sourceType = Zero.text(sourceType);
    summary = Zero.of(summary, ApplicationSummary.EMPTY);
    resourceHealthSource = Zero.text(resourceHealthSource);
    sourceTypes = Zero.list(sourceTypes);
    controllerNamespace = Zero.text(controllerNamespace);
    sourceHydrator = Zero.of(sourceHydrator, SourceHydratorStatus.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
