package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.manifest.ResourceKey;
import org.jspecify.annotations.Nullable;

/// One object of an Application: whether it is in sync, and its health.
///
/// @param requiresPruning whether it is live without a target
/// @param syncWave waves are synced in rising order
/// @param requiresDeletionConfirmation whether a person must confirm its deletion
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceStatus(
    String group,
    String version,
    String kind,
    String namespace,
    String name,
    String status,
    @Nullable HealthStatus health,
    boolean hook,
    boolean requiresPruning,
    long syncWave,
    boolean requiresDeletionConfirmation,
    Unknown unknown)
    implements ResourceStatusBuilder.With {

  public ResourceStatus {
    group = Zero.text(group);
    version = Zero.text(version);
    kind = Zero.text(kind);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    status = Zero.text(status);
    unknown = Zero.unknown(unknown);
  }

  public ResourceKey key() {
    return new ResourceKey(group, kind, namespace, name);
  }
}
