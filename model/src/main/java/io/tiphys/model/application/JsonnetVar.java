package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A variable for Jsonnet.
///
/// @param code whether the value is Jsonnet, not a text
/// @param unknown members that this record does not know
@RecordBuilder
public record JsonnetVar(@Always String name, @Always String value, boolean code, Unknown unknown)
    implements JsonnetVarBuilder.With {

  public JsonnetVar {
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
