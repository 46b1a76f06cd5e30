package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A field of a custom resource that holds a built-in type.
///
/// @param type such as `core/v1/PodSpec`
/// @param unknown members that this record does not know
@RecordBuilder
public record KnownTypeField(String field, String type, Unknown unknown)
    implements KnownTypeFieldBuilder.With {

  public KnownTypeField {
    field = Zero.text(field);
    type = Zero.text(type);
    unknown = Zero.unknown(unknown);
  }
}
