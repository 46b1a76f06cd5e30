package io.tiphys.model.override;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A parameter of an action.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ResourceActionParam(String name, Unknown unknown)
    implements ResourceActionParamBuilder.With {

  public ResourceActionParam {
    name = Zero.text(name);
    unknown = Zero.unknown(unknown);
  }
}
