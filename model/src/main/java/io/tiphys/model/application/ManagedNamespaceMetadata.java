package io.tiphys.model.application;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.Map;

/// Labels and annotations for a namespace that a sync creates.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ManagedNamespaceMetadata(
    Map<String, String> labels, Map<String, String> annotations, Unknown unknown)
    implements ManagedNamespaceMetadataBuilder.With {

  public ManagedNamespaceMetadata {
    labels = Zero.map(labels);
    annotations = Zero.map(annotations);
    unknown = Zero.unknown(unknown);
  }
}
