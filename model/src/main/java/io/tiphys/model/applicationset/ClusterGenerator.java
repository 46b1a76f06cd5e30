package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import java.util.Map;

/// Gives each cluster that Argo CD knows.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ClusterGenerator(
    LabelSelector selector,
    ApplicationSetTemplate template,
    Map<String, String> values,
    boolean flatList,
    Unknown unknown)
    implements ClusterGeneratorBuilder.With {

  public ClusterGenerator {
    selector = Zero.of(selector, LabelSelector.EMPTY);
    template = Zero.of(template, ApplicationSetTemplate.EMPTY);
    values = Zero.map(values);
    unknown = Zero.unknown(unknown);
  }
}
