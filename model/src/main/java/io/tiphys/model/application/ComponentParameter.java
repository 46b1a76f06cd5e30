package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A parameter of a component of an Application.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ComponentParameter(
    String component, @Always String name, @Always String value, Unknown unknown)
    implements ComponentParameterBuilder.With {

  public ComponentParameter {
    component = Zero.text(component);
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
