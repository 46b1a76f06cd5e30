package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// How much of one resource of a host is used.
///
/// @param requestedByApp CPU in thousandths of a core, other resources in their unit times 1000
/// @param requestedByNeighbors the same of all other pods
/// @param capacity the same of the host
/// @param unknown members that this record does not know
@RecordBuilder
public record HostResourceInfo(
    String resourceName,
    long requestedByApp,
    long requestedByNeighbors,
    long capacity,
    Unknown unknown)
    implements HostResourceInfoBuilder.With {

  public HostResourceInfo {
    resourceName = Zero.text(resourceName);
    unknown = Zero.unknown(unknown);
  }
}
