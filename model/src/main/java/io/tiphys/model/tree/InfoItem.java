package io.tiphys.model.tree;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A name and a value that the resource tree shows with an object.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record InfoItem(String name, String value, Unknown unknown) implements InfoItemBuilder.With {

  public InfoItem {
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
