package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.application.ApplicationSpec;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;

/// The Application that is made for each result of the generators; texts may hold parameters.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSetTemplate(
    ApplicationSetTemplateMeta metadata, ApplicationSpec spec, Unknown unknown)
    implements ApplicationSetTemplateBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSetTemplate EMPTY =
      ApplicationSetTemplateBuilder.builder().build();

  public ApplicationSetTemplate {
    metadata = Zero.of(metadata, ApplicationSetTemplateMeta.EMPTY);
    spec = Zero.of(spec, ApplicationSpec.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
