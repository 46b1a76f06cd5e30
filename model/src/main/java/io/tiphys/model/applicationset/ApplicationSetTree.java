package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.tree.ResourceNode;
import java.util.List;

/// The Applications of an ApplicationSet as a tree.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetTree(List<ResourceNode> nodes, Unknown unknown)
    implements ApplicationSetTreeBuilder.With {

  public ApplicationSetTree {
    nodes = Zero.list(nodes);
    unknown = Zero.unknown(unknown);
  }
}
