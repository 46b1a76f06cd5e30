package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A matrix generator inside another generator.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record NestedMatrixGenerator(
    @Always List<ApplicationSetTerminalGenerator> generators, Unknown unknown)
    implements NestedMatrixGeneratorBuilder.With {

  public NestedMatrixGenerator {
    generators = Zero.list(generators);
    unknown = Zero.unknown(unknown);
  }
}
