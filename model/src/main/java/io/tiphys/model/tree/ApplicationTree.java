package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// The objects of an Application, with those they own.
///
/// @param orphanedNodes objects of the namespace that no Application tracks
/// @param shardsCount into how many cache entries the tree was cut
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationTree(
    List<ResourceNode> nodes,
    List<ResourceNode> orphanedNodes,
    List<HostInfo> hosts,
    long shardsCount,
    Unknown unknown)
    implements ApplicationTreeBuilder.With {

  public ApplicationTree {
    nodes = Zero.list(nodes);
    orphanedNodes = Zero.list(orphanedNodes);
    hosts = Zero.list(hosts);
    unknown = Zero.unknown(unknown);
  }
}
