package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Joins the results of generators that agree in the merge keys; later ones win.
///
/// @param mergeKeys the parameters whose values must agree
/// @param unknown members that this record does not know
@RecordBuilder
public record MergeGenerator(
    @Always List<ApplicationSetNestedGenerator> generators,
    @Always List<String> mergeKeys,
    ApplicationSetTemplate template,
    Unknown unknown)
    implements MergeGeneratorBuilder.With {

  public MergeGenerator {
    generators = Zero.list(generators);
    mergeKeys = Zero.list(mergeKeys);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
