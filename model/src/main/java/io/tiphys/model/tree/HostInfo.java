package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;

/// A host that runs pods of an Application.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record HostInfo(
    String name,
    List<HostResourceInfo> resourcesInfo,
    NodeSystemInfo systemInfo,
    Map<String, String> labels,
    Unknown unknown)
    implements HostInfoBuilder.With {

  public HostInfo {
    name = Zero.text(name);
    resourcesInfo = Zero.list(resourcesInfo);
    systemInfo = Zero.of(systemInfo, NodeSystemInfo.EMPTY);
    labels = Zero.map(labels);
    unknown = Zero.unknown(unknown);
  }
}
