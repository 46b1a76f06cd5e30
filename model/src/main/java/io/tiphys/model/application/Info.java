package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A name and a value that are shown with an Application or an operation.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record Info(@Always String name, @Always String value, Unknown unknown)
    implements InfoBuilder.With {

  public Info {
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
