package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;

/// Annotations and labels of generated Applications that others may set and that are kept.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationPreservedFields(
    List<String> annotations, List<String> labels, Unknown unknown)
    implements ApplicationPreservedFieldsBuilder.With {

  public ApplicationPreservedFields {
    annotations = Zero.list(annotations);
    labels = Zero.list(labels);
    unknown = Zero.unknown(unknown);
  }
}
