package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A value for Helm's `--set` or `--set-string`.
///
/// @param forceString whether the value is a text even when it looks like a number
/// @param unknown members that this record does not know
@RecordBuilder
public record HelmParameter(String name, String value, boolean forceString, Unknown unknown)
    implements HelmParameterBuilder.With {

  public HelmParameter {
    name = Zero.text(name);
    value = Zero.text(value);
    unknown = Zero.unknown(unknown);
  }
}
