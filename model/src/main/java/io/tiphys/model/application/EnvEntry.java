package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// An environment variable for a plugin.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record EnvEntry(@Always String name, @Always String value, Unknown unknown)
    implements EnvEntryBuilder.With {

  public EnvEntry {
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
