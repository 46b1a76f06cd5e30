package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A tag that a CodeCommit repository must have.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record TagFilter(@Always String key, String value, Unknown unknown)
    implements TagFilterBuilder.With {

  public TagFilter {
    key = Zero.text(key);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
