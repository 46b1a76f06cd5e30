package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import java.util.List;
import java.util.Map;

/// The metadata of a generated Application.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetTemplateMeta(
    String name,
    String namespace,
    Map<String, String> labels,
    Map<String, String> annotations,
    List<String> finalizers,
    Unknown unknown)
    implements ApplicationSetTemplateMetaBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSetTemplateMeta EMPTY =
      ApplicationSetTemplateMetaBuilder.builder().build();

  public ApplicationSetTemplateMeta {
    name = Zero.text(name);
    namespace = Zero.text(namespace);
    labels = Zero.map(labels);
    annotations = Zero.map(annotations);
    finalizers = Zero.list(finalizers);
    unknown = Zero.unknown(unknown);
  }
}
