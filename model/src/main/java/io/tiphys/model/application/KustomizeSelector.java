package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// Which objects a Kustomize patch is for; texts are regular expressions.
///
/// @param labelSelector which objects are meant, by their labels
/// @param unknown members that this record does not know
@RecordBuilder
public record KustomizeSelector(
    String group,
    String version,
    String kind,
    String name,
    String namespace,
    String annotationSelector,
    String labelSelector,
    Unknown unknown)
    implements KustomizeSelectorBuilder.With {

  public KustomizeSelector {
    group = Zero.text(group);
    version = Zero.text(version);
    kind = Zero.text(kind);
    name = Zero.text(name);
    namespace = Zero.text(namespace);
    annotationSelector = Zero.text(annotationSelector);
    labelSelector = Zero.text(labelSelector);
    unknown = Zero.unknown(unknown);
  }
}
