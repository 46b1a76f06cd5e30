package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.LabelSelector;
import java.util.Map;

/// Gives each cluster that Argo CD knows.
///
/// @param selector which cluster Secrets are meant; empty means all clusters, the local one too
/// @param values parameters that are added to each result; they may hold parameters themselves
/// @param flatList whether all clusters come as one list in one parameter set
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
