package io.tiphys.model.project;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.manifest.GroupKind;

/// A kind in a list of a project; texts are globs.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record GroupKindItem(@Always String group, @Always String kind, Unknown unknown)
    implements GroupKindItemBuilder.With {

  public GroupKindItem {
    group = Zero.text(group);
    kind = Zero.text(kind);
    unknown = Zero.unknown(unknown);
  }

  public GroupKind groupKind() {
    return new GroupKind(group, kind);
  }
}
