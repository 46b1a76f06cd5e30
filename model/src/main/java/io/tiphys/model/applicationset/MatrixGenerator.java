package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Combines each result of one generator with each of another.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record MatrixGenerator(
    @Always List<ApplicationSetNestedGenerator> generators,
    ApplicationSetTemplate template,
    Unknown unknown)
    implements MatrixGeneratorBuilder.With {

  public MatrixGenerator {
    generators = Zero.list(generators);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
