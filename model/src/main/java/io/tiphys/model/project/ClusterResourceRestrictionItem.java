package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names cluster-scoped objects; texts are globs.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterResourceRestrictionItem(
    @Always String group, @Always String kind, String name, Unknown unknown)
    implements ClusterResourceRestrictionItemBuilder.With {

  public ClusterResourceRestrictionItem {
    group = Zero.text(group);
    kind = Zero.text(kind);
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
