package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Always;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gives each element of a list.
///
/// @param elements the parameter sets
/// @param elementsYaml more parameter sets, as YAML text that may hold parameters
/// @param unknown members that this record does not know
@RecordBuilder
public record ListGenerator(
    @Always List<@Nullable Object> elements,
    ApplicationSetTemplate template,
    String elementsYaml,
    Unknown unknown)
    implements ListGeneratorBuilder.With {

  public ListGenerator {
    elements = Zero.list(elements);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    elementsYaml = Zero.text(elementsYaml);
    unknown = Zero.unknown(unknown);
  }
}
