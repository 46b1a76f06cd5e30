package io.tiphys.model.cluster;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ListMeta;
import java.util.List;

/// A list of clusters.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterList(ListMeta metadata, @Always List<Cluster> items, Unknown unknown)
    implements ClusterListBuilder.With {

  public ClusterList {
    metadata = Zero.of(metadata, ListMeta.EMPTY);
    items = Zero.list(items);
    unknown = Zero.unknown(unknown);
  }
}
