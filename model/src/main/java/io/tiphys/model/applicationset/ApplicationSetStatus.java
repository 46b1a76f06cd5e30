package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.application.HealthStatus;
import io.tiphys.model.application.ResourceStatus;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// What the controller has observed of an ApplicationSet.
///
/// @param resourcesCount how many Applications there are, listed or not
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetStatus(
    List<ApplicationSetCondition> conditions,
    List<ApplicationSetApplicationStatus> applicationStatus,
    List<ResourceStatus> resources,
    long resourcesCount,
    HealthStatus health,
    Unknown unknown)
    implements ApplicationSetStatusBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSetStatus EMPTY = ApplicationSetStatusBuilder.builder().build();

  public ApplicationSetStatus {
    conditions = Zero.list(conditions);
    applicationStatus = Zero.list(applicationStatus);
    resources = Zero.list(resources);
    health = Zero.of(health, HealthStatus.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
