package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// A merge generator inside another generator.
///
/// @param mergeKeys the parameters whose values must agree
/// @param unknown members that this record does not know
@RecordBuilder
public record NestedMergeGenerator(
    @Always List<ApplicationSetTerminalGenerator> generators,
    @Always List<String> mergeKeys,
    Unknown unknown)
    implements NestedMergeGeneratorBuilder.With {

  public NestedMergeGenerator {
    generators = Zero.list(generators);
    mergeKeys = Zero.list(mergeKeys);
    unknown = Zero.unknown(unknown);
  }
}
