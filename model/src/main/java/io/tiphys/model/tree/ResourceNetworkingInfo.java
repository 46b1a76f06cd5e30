package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;

/// What traffic an object gets and passes on.
///
/// @param targetLabels labels of the objects that traffic goes on to
/// @param targetRefs objects that traffic goes on to
/// @param labels by which others find this object
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceNetworkingInfo(
    Map<String, String> targetLabels,
    List<ResourceRef> targetRefs,
    Map<String, String> labels,
    List<LoadBalancerIngress> ingress,
    List<String> externalURLs,
    Unknown unknown)
    implements ResourceNetworkingInfoBuilder.With {

  public ResourceNetworkingInfo {
    targetLabels = Zero.map(targetLabels);
    targetRefs = Zero.list(targetRefs);
    labels = Zero.map(labels);
    ingress = Zero.list(ingress);
    externalURLs = Zero.list(externalURLs);
    unknown = Zero.unknown(unknown);
  }
}
