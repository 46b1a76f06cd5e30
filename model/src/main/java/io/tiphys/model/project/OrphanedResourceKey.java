package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Names objects that may be orphaned; texts are globs, empty means any.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record OrphanedResourceKey(String group, String kind, String name, Unknown unknown)
    implements OrphanedResourceKeyBuilder.With {

  public OrphanedResourceKey {
    group = Zero.text(group);
    kind = Zero.text(kind);
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
