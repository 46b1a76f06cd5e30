package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// An object's target and live state; the states are JSON texts, empty where there is none.
///
/// @param normalizedLiveState the live state without ignored fields
/// @param predictedLiveState what the object would be after a sync
/// @param modified whether the two states differ
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceDiff(
    String group,
    String kind,
    String namespace,
    String name,
    String targetState,
    String liveState,
    String diff,
    boolean hook,
    String normalizedLiveState,
    String predictedLiveState,
    String resourceVersion,
    boolean modified,
    Unknown unknown)
    implements ResourceDiffBuilder.With {

  public ResourceDiff {
    group = Zero.text(group);
    kind = Zero.text(kind);
    namespace = Zero.text(namespace);
    name = Zero.text(name);
    targetState = Zero.text(targetState);
    liveState = Zero.text(liveState);
    diff = Zero.text(diff);
    normalizedLiveState = Zero.text(normalizedLiveState);
    predictedLiveState = Zero.text(predictedLiveState);
    resourceVersion = Zero.text(resourceVersion);
    unknown = Zero.unknown(unknown);
  }
}
