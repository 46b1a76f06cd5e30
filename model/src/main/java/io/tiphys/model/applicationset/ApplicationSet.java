package io.tiphys.model.applicationset;

import io.soabase.recordbuilder.core.RecordBuilder;
import io.tiphys.model.json.Unknown;
import io.tiphys.model.json.Zero;
import io.tiphys.model.meta.ObjectMeta;

/// A set of Applications, made from a template and what generators find.
///
/// @param unknown members that this record does not know
@RecordBuilder
public record ApplicationSet(
    String apiVersion,
    String kind,
    ObjectMeta metadata,
    ApplicationSetSpec spec,
    ApplicationSetStatus status,
    Unknown unknown)
    implements ApplicationSetBuilder.With {

  /// Says nothing: what stands where nothing was given.
  public static final ApplicationSet EMPTY = ApplicationSetBuilder.builder().build();

  public ApplicationSet {
    apiVersion = Zero.text(apiVersion);
    kind = Zero.text(kind);
    metadata = Zero.of(metadata, ObjectMeta.EMPTY);
    spec = Zero.of(spec, ApplicationSetSpec.EMPTY);
    status = Zero.of(status, ApplicationSetStatus.EMPTY);
    unknown = Zero.unknown(unknown);
  }
}
