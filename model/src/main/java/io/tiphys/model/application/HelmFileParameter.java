package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// A value for Helm's `--set-file`.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record HelmFileParameter(String name, String path, Unknown unknown)
    implements HelmFileParameterBuilder.With {

  public HelmFileParameter {
    name = Zero.text(name);
    path = Zero.text(path);
    unknown = Zero.unknown(unknown);
  }
}
